package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"jinchu/policy"
	"jinchu/policy/fault"
)

// PolicyChange is one change of the lines that say who may do what, proposed by one person and confirmed by
// another.
type PolicyChange struct {
	No          int64
	Version     string
	Base        string // version in force when it was proposed; "" at the founding
	Reason      string
	ProposedBy  string // person; "" at the founding
	ProposedAt  time.Time
	ConfirmedBy string     // person; "" while it waits, and at the founding
	InForce     *time.Time // from when on it decides, business time; nil while it waits
	DroppedBy   string     // person who said that it shall never come into force
}

// reasonFounding is that of the first version, which no person proposed.
const reasonFounding = "建县时的权限规则"

const policyColumns = `no, version, base, reason, coalesce(proposed_by, ''), proposed_at, coalesce(confirmed_by, ''), in_force, coalesce(dropped_by, '')`

// Policies lists all changes, the latest first.
func (t Tx) Policies(ctx context.Context) ([]PolicyChange, error) {
	return list[PolicyChange](ctx, t, `
		select `+policyColumns+`
		from   policy_change
		where  county = $1
		order  by no desc`, t.realm.County)
}

// PolicyText is what a version says. Fault: unknown.
func (t Tx) PolicyText(ctx context.Context, version string) (string, error) {
	row, err := one[struct{ Text string }](ctx, t, "policy", `
		select text
		from   policy_text
		where  county  = $1
		and    version = $2`, t.realm.County, version)
	return row.Text, err
}

// ProposePolicy writes a version down that waits for a second person. Fault: store.duplicate where it waits already.
func (t Tx) ProposePolicy(ctx context.Context, p *policy.Policy, base, reason, by string) (no int64, err error) {
	now, err := t.Now(ctx)
	if err != nil {
		return 0, err
	}
	if err := t.keepPolicy(ctx, p); err != nil {
		return 0, err
	}
	err = t.tx.QueryRow(ctx, `
		insert into policy_change (county, no, version, base, reason, proposed_by, proposed_at)
		select $1, coalesce(max(no), 0) + 1, $2, $3, $4, $5, $6
		from   policy_change
		where  county = $1
		returning no`, t.realm.County, p.Version(), base, reason, by, now).Scan(&no)
	return no, interpret(err)
}

// keepPolicy keeps the text of a version.
func (t Tx) keepPolicy(ctx context.Context, p *policy.Policy) error {
	return t.exec(ctx, `
		insert into policy_text (county, version, text)
		values                  ($1,     $2,      $3)
		on conflict on constraint policy_text_once do nothing`, t.realm.County, p.Version(), p.Text())
}

// PolicyChange reads one under lock. Fault: unknown.
func (t Tx) PolicyChange(ctx context.Context, no int64) (PolicyChange, error) {
	return one[PolicyChange](ctx, t, "policy", `
		select `+policyColumns+`
		from   policy_change
		where  county = $1
		and    no     = $2
		for    update`, t.realm.County, no)
}

// DropPolicy ends a change that waits: it never comes into force.
func (t Tx) DropPolicy(ctx context.Context, no int64, by string) error {
	return t.exec(ctx, `
		update policy_change
		set    dropped_by = $3
		where  county     = $1
		and    no         = $2
		and    in_force  is null`, t.realm.County, no, by)
}

// ConfirmPolicy puts a change in force, from now on. Fault: store.promise by its proposer.
func (t Tx) ConfirmPolicy(ctx context.Context, no int64, by string) error {
	now, err := t.Now(ctx)
	if err != nil {
		return err
	}
	return t.changedRights(t.exec(ctx, `
		update policy_change
		set    confirmed_by = $3,
		       in_force     = $4,
		       turn         = (select max(turn) + 1 from policy_change where county = $1)
		where  county   = $1
		and    no       = $2
		and    in_force is null`, t.realm.County, no, by, now))
}

// policyInForce is the version confirmed last. One this program has read already is not read again.
func (t Tx) policyInForce(ctx context.Context) (*policy.Policy, error) {
	row, err := one[struct{ Version, Text string }](ctx, t, "policy", `
		select c.version, p.text
		from   policy_change c
		join   policy_text   p on p.county = c.county and p.version = c.version
		where  c.county    = $1
		and    c.in_force is not null
		order  by c.turn desc
		limit  1`, t.realm.County)
	if fault.CodeOf(err) == "unknown" {
		return nil, fault.New("policy.missing")
	}
	if err != nil {
		return nil, err
	}
	if p := policy.Program(); p.Version() == row.Version {
		return p, nil
	}
	p, err := policy.New(row.Text)
	if err != nil {
		return nil, fault.New("policy.newer", "version", row.Version).Because(err)
	}
	return p, nil
}

// foundPolicy makes the lines of the program the first version of a county.
func foundPolicy(ctx context.Context, tx pgx.Tx, county string) error {
	p := policy.Program()
	_, err := tx.Exec(ctx, `insert into policy_text (county, version, text) values ($1, $2, $3)`, county, p.Version(), p.Text())
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		insert into policy_change (county, no, version, base, reason, proposed_at, in_force, turn)
		select county, 1, $2, '', $3, at, at, 1
		from   (select county, coalesce(business_now, clock_timestamp()) as at from realm where county = $1) as now`,
		county, p.Version(), reasonFounding)
	return err
}

// offerPolicy gives a county from before there were versions its first one. Where the program has come with lines
// that the county has never seen, the administrator is told of them: who may do what is changed by people, not by
// an update.
func (s *Store) offerPolicy(ctx context.Context) error {
	realm := s.realm.Load()
	if realm == nil {
		return nil
	}
	return interpret(pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		t := Tx{tx: tx, keys: s.keys, realm: *realm, decides: &deciding{known: &s.rights, writes: true}}
		if err := t.LockRights(ctx); err != nil {
			return err
		}
		var begun, seen bool
		err := tx.QueryRow(ctx, `
			select exists (select from policy_change where county = $1),
			       exists (select from policy_text   where county = $1 and version = $2)`,
			realm.County, policy.Program().Version()).Scan(&begun, &seen)
		switch {
		case err != nil || begun && seen:
			return err
		case !begun:
			return foundPolicy(ctx, tx, realm.County)
		}
		return t.offer(ctx, policy.Program())
	}))
}

// ProposePolicyTask waits for an administrator when the program has come with lines of its own.
const ProposePolicyTask = "propose_policy"

func (t Tx) offer(ctx context.Context, p *policy.Policy) error {
	if err := t.keepPolicy(ctx, p); err != nil {
		return err
	}
	err := t.Note(ctx, "offer_policy", Machine, Machine, map[string]string{"version": p.Version()})
	if err != nil {
		return err
	}
	return t.OpenTasks(ctx, CountyCase, Task{Code: ProposePolicyTask, Role: string(policy.Administrator), Unit: t.realm.County})
}
