package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// Kinds of a difference between what must wait for somebody and what does.
const (
	TaskMissing     = "missing"     // nobody was told of what is due
	TaskSuperfluous = "superfluous" // somebody was asked for what is not due
	TaskElsewhere   = "seat"        // it was asked for at the wrong seat: role, unit or person
	TaskContent     = "content"     // acts, deadline or those left out are not what they must be
	TaskProjection  = "projection"  // the inboxes do not show it to whom they must
	TaskUnclear     = "unclear"     // what is due on the case cannot be told; the code says why
)

// Difference is one of them. A task by role lies at a unit, so no person stands in it but one asked by name.
type Difference struct {
	Case   string
	Kind   string
	Code   string
	Role   string
	Unit   string
	Person string // asked by name; "" for anyone in the role
	Found  string // where the task lay instead, role and unit; "" unless at the wrong seat
	Mended bool
}

// Reconciliation is one nightly comparison.
type Reconciliation struct {
	ID          string
	Started     time.Time // real time
	Ended       *time.Time
	BusinessAt  time.Time
	Cases       int
	Differences int
	Mended      int
	Failed      string // fault code of one that was broken off; "" for none
}

const reconciliationColumns = `id, started, ended, business_at, cases, differences, mended, failed`

// Alone runs do in a read-only transaction that sees one moment of the record, unless another program is doing
// the same under that name; alone tells which it was.
func (s *Store) Alone(ctx context.Context, name string, do func(Tx) error) (alone bool, err error) {
	err = s.within(ctx, pgx.TxOptions{AccessMode: pgx.ReadOnly, IsoLevel: pgx.RepeatableRead}, func(t Tx) error {
		err := t.tx.QueryRow(ctx, `select pg_try_advisory_xact_lock(hashtext($1))`, "jinchu "+name).Scan(&alone)
		if err != nil || !alone {
			return interpret(err)
		}
		return do(t)
	})
	return alone, err
}

// BeginReconciliation writes down that one begins.
func (t Tx) BeginReconciliation(ctx context.Context, id string) error {
	now, err := t.Now(ctx)
	if err != nil {
		return err
	}
	return t.exec(ctx, `
		insert into reconciliation (county, id, started,           business_at)
		values                     ($1,     $2, clock_timestamp(), $3)`, t.realm.County, id, now)
}

// EndReconciliation writes down what it came to.
func (t Tx) EndReconciliation(ctx context.Context, r Reconciliation, found []Difference) error {
	err := t.exec(ctx, `
		update reconciliation
		set    ended       = clock_timestamp(),
		       cases       = $3,
		       differences = $4,
		       mended      = $5,
		       failed      = $6
		where  county = $1
		and    id     = $2`, t.realm.County, r.ID, r.Cases, r.Differences, r.Mended, r.Failed)
	if err != nil {
		return err
	}
	var cases, kinds, codes, roles, units, people, places []string
	var mended []bool
	for _, d := range found {
		cases, kinds, codes, roles = append(cases, d.Case), append(kinds, d.Kind), append(codes, d.Code), append(roles, d.Role)
		units, people, places, mended = append(units, d.Unit), append(people, d.Person), append(places, d.Found), append(mended, d.Mended)
	}
	return t.exec(ctx, `
		insert into reconciliation_difference (county, run, no, case_id, kind, code, role, unit, person, found, mended)
		select $1, $2, d.no, d.case_id, d.kind, d.code, d.role, d.unit, d.person, d.found, d.mended
		from   unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::boolean[])
		       with ordinality as d (case_id, kind, code, role, unit, person, found, mended, no)`,
		t.realm.County, r.ID, cases, kinds, codes, roles, units, people, places, mended)
}

// Reconciliations lists them, the latest first, before the one given ("" begins).
func (t Tx) Reconciliations(ctx context.Context, before string, limit int) ([]Reconciliation, error) {
	return list[Reconciliation](ctx, t, `
		select `+reconciliationColumns+`
		from   reconciliation
		where  county = $1
		and    ($2 = '' or (started, id) < (select b.started, b.id from reconciliation b where b.county = $1 and b.id = $2))
		order  by started desc, id desc
		limit  $3`, t.realm.County, before, limit)
}

// Differences lists what one found, after a number.
func (t Tx) Differences(ctx context.Context, run string, after, limit int) ([]Difference, error) {
	return list[Difference](ctx, t, `
		select case_id, kind, code, role, unit, person, found, mended
		from   reconciliation_difference
		where  county = $1
		and    run    = $2
		and    no     > $3
		order  by no
		limit  $4`, t.realm.County, run, after, limit)
}

// HoldCase locks a case for what is no act on it. Fault: unknown.
func (t Tx) HoldCase(ctx context.Context, id string) (CaseFile, error) {
	return t.lockCase(ctx, id, "", "")
}

// LastStep is the latest step of a case. Fault: unknown.
func (t Tx) LastStep(ctx context.Context, id string) (Step, error) {
	return one[Step](ctx, t, "step", `
		select seq, event, state, stage, opens, meets, business_at
		from   step
		where  county  = $1
		and    case_id = $2
		order  by seq desc
		limit  1`, t.realm.County, id)
}

// CloseTask takes one task out of inboxes.
func (t Tx) CloseTask(ctx context.Context, k Task) error {
	now, err := t.Now(ctx)
	if err != nil {
		return err
	}
	err = t.exec(ctx, `
		update task
		set    closed = $3
		where  county = $1
		and    id     = $2
		and    closed is null`, t.realm.County, k.ID, now)
	if err != nil {
		return err
	}
	return t.unseat(ctx, k.Case)
}

// AmendTask sets what a task says: acts, deadline and those left out.
func (t Tx) AmendTask(ctx context.Context, k Task) error {
	err := t.exec(ctx, `
		update task
		set    acts          = $3::jsonb,
		       except_people = $4::jsonb,
		       due           = $5
		where  county = $1
		and    id     = $2
		and    closed is null`, t.realm.County, k.ID, encoded(orNone(k.Acts)), encoded(orNone(k.Except)), k.Due)
	if err != nil {
		return err
	}
	return t.Reseat(ctx, []string{k.ID})
}
