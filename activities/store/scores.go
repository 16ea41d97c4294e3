package store

import (
	"context"
	"time"

	"github.com/shopspring/decimal"

	"jinchu/policy/fault"
)

// Score is one mark that one examiner gave for one part, or an absence. No numbers its corrections
// from 1; the one not replaced counts.
type Score struct {
	Application string
	Part        string              // of the plan: written, interview …
	Examiner    string              // "" for a part marked as a whole
	No          int                 // set by the record
	Value       decimal.NullDecimal // null is absent
	KeyedBy     string
	KeyedAt     time.Time // wall clock; set by the record
	Replaced    bool      // set by the record
	Reason      string    // of a correction
}

// EnterScores keeps many marks at once. The same mark again is no change; another value without a
// reason is the fault store.score.kept, with a reason a correction that keeps the old one.
// Two marks for one place in the same batch are store.duplicate.
func (t Tx) EnterScores(ctx context.Context, scores []Score) error {
	c := scoreColumns(scores)
	changed, err := t.changedScores(ctx, c)
	if err != nil {
		return err
	}
	if changed > 0 {
		return fault.New("store.score.kept", "count", changed)
	}
	err = t.exec(ctx, `
		update score s
		set    replaced = true
		from   `+newScores+`
		where  s.county = $1 and s.application = n.application and s.part = n.part and s.examiner = n.examiner
		and    not s.replaced
		and    s.value is distinct from nullif(n.value, '')::numeric`, c.args(t)...)
	if err != nil {
		return err
	}
	return t.exec(ctx, `
		insert into score (county, application, part, examiner, no, value, absent, keyed_by, reason)
		select $1, n.application, n.part, n.examiner,
		       1 + (select count(*)
		            from   score s
		            where  s.county = $1 and s.application = n.application and s.part = n.part and s.examiner = n.examiner),
		       nullif(n.value, '')::numeric, n.value = '', n.keyed_by, n.reason
		from   `+newScores+`
		where  not exists (
			select from score s
			where  s.county = $1 and s.application = n.application and s.part = n.part and s.examiner = n.examiner
			and    not s.replaced)`, c.args(t)...)
}

const newScores = `unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
		       as n (application, part, examiner, value, keyed_by, reason)`

// changedScores counts marks that differ from the one in force without giving a reason.
func (t Tx) changedScores(ctx context.Context, c scoreBatch) (changed int, err error) {
	err = t.tx.QueryRow(ctx, `
		select count(*)
		from   `+newScores+`
		join   score s on s.county = $1 and s.application = n.application and s.part = n.part and s.examiner = n.examiner
		where  not s.replaced
		and    n.reason = ''
		and    s.value is distinct from nullif(n.value, '')::numeric`, c.args(t)...).Scan(&changed)
	return changed, interpret(err)
}

type scoreBatch struct{ applications, parts, examiners, values, keyers, reasons []string }

func scoreColumns(scores []Score) scoreBatch {
	var c scoreBatch
	for _, s := range scores {
		value := ""
		if s.Value.Valid {
			value = s.Value.Decimal.String()
		}
		c.applications, c.parts, c.examiners = append(c.applications, s.Application), append(c.parts, s.Part), append(c.examiners, s.Examiner)
		c.values, c.keyers, c.reasons = append(c.values, value), append(c.keyers, s.KeyedBy), append(c.reasons, s.Reason)
	}
	return c
}

func (c scoreBatch) args(t Tx) []any {
	return []any{t.realm.County, c.applications, c.parts, c.examiners, c.values, c.keyers, c.reasons}
}

// Scores lists the marks of a cycle's applications; history includes those replaced.
func (t Tx) Scores(ctx context.Context, cycle string, history bool) ([]Score, error) {
	return list[Score](ctx, t, `
		select s.application, s.part, s.examiner, s.no, s.value::text, s.keyed_by, s.keyed_at, s.replaced, s.reason
		from   score       s
		join   application a on a.county = s.county and a.id = s.application
		where  s.county = $1
		and    a.cycle  = $2
		and    ($3 or not s.replaced)
		order  by s.application, s.part, s.examiner, s.no`, t.realm.County, cycle, history)
}

// Keyers lists who keyed scores in a cycle.
func (t Tx) Keyers(ctx context.Context, cycle string) ([]string, error) {
	rows, err := list[struct{ Person string }](ctx, t, `
		select distinct s.keyed_by
		from   score       s
		join   application a on a.county = s.county and a.id = s.application
		where  s.county = $1
		and    a.cycle  = $2
		order  by 1`, t.realm.County, cycle)
	var all []string
	for _, r := range rows {
		all = append(all, r.Person)
	}
	return all, err
}
