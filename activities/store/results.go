package store

import (
	"context"
	"encoding/json"

	"github.com/shopspring/decimal"
)

// Verdict is what the rule said of an application at a stage, as of a step of its case.
type Verdict struct {
	Application string
	Stage       int // of the plan
	No          int64
	Verdict     string          // yes, no, cannot_tell
	Reasons     json.RawMessage // rules and facts by code
}

// AddVerdicts records what the rule said; a later verdict of the same stage has a higher number.
func (t Tx) AddVerdicts(ctx context.Context, verdicts []Verdict) error {
	var ids, says, reasons []string
	var stages []int64
	for _, v := range verdicts {
		ids, says, reasons = append(ids, v.Application), append(says, v.Verdict), append(reasons, string(v.Reasons))
		stages = append(stages, int64(v.Stage))
	}
	return t.exec(ctx, `
		insert into verdict (county, application, stage, no, verdict, reasons)
		select $1, n.application, n.stage,
		       1 + (select count(*)
		            from   verdict v
		            where  v.county = $1 and v.application = n.application and v.stage = n.stage),
		       n.verdict, n.reasons::jsonb
		from   unnest($2::text[], $3::bigint[], $4::text[], $5::text[]) as n (application, stage, verdict, reasons)`,
		t.realm.County, ids, stages, says, reasons)
}

// Verdicts lists all verdicts of a cycle in order.
func (t Tx) Verdicts(ctx context.Context, cycle string) ([]Verdict, error) {
	return list[Verdict](ctx, t, `
		select v.application, v.stage, v.no, v.verdict, v.reasons
		from   verdict     v
		join   application a on a.county = v.county and a.id = v.application
		where  v.county = $1
		and    a.cycle  = $2
		order  by v.application, v.stage, v.no`, t.realm.County, cycle)
}

// Standing is where an application stands after a stage that totals or ranks.
type Standing struct {
	Application string
	Stage       int
	Total       decimal.NullDecimal
	Rank        *int
	Place       string          // in, reserve, out, or "" while nobody said
	Arithmetic  json.RawMessage // how the total came about
}

// SetStandings replaces the standings of these applications at their stage.
func (t Tx) SetStandings(ctx context.Context, standings []Standing) error {
	var ids, totals, places, arithmetic []string
	var stages []int64
	var ranks []*int64
	for _, s := range standings {
		total, rank := "", (*int64)(nil)
		if s.Total.Valid {
			total = s.Total.Decimal.String()
		}
		if s.Rank != nil {
			n := int64(*s.Rank)
			rank = &n
		}
		if s.Arithmetic == nil {
			s.Arithmetic = json.RawMessage(`[]`)
		}
		ids, totals, places = append(ids, s.Application), append(totals, total), append(places, s.Place)
		stages, ranks, arithmetic = append(stages, int64(s.Stage)), append(ranks, rank), append(arithmetic, string(s.Arithmetic))
	}
	return t.exec(ctx, `
		insert into standing (county, application, stage, total, rank, place, arithmetic)
		select $1, n.application, n.stage, nullif(n.total, '')::numeric, n.rank, n.place, n.arithmetic::jsonb
		from   unnest($2::text[], $3::bigint[], $4::text[], $5::bigint[], $6::text[], $7::text[])
		       as n (application, stage, total, rank, place, arithmetic)
		on conflict on constraint standing_once do update
		set    total      = excluded.total,
		       rank       = excluded.rank,
		       place      = excluded.place,
		       arithmetic = excluded.arithmetic`,
		t.realm.County, ids, stages, totals, ranks, places, arithmetic)
}

// Standings lists the standings of a cycle by stage and rank.
func (t Tx) Standings(ctx context.Context, cycle string) ([]Standing, error) {
	return list[Standing](ctx, t, `
		select s.application, s.stage, s.total::text, s.rank, s.place, s.arithmetic
		from   standing    s
		join   application a on a.county = s.county and a.id = s.application
		where  s.county = $1
		and    a.cycle  = $2
		order  by s.stage, s.rank nulls last, s.application`, t.realm.County, cycle)
}

// VerdictsOf lists what the rule said of one application, in order.
func (t Tx) VerdictsOf(ctx context.Context, application string) ([]Verdict, error) {
	return list[Verdict](ctx, t, `
		select application, stage, no, verdict, reasons
		from   verdict
		where  county      = $1
		and    application = $2
		order  by stage, no`, t.realm.County, application)
}
