package store

import (
	"context"
	"time"
)

// Unit is one version of an area or office: it holds from a day until the day its successor begins.
type Unit struct {
	Code        string // 12 digits
	From        time.Time
	To          *time.Time // first day it no longer holds; nil while it does
	Name        string
	Level       string
	Parent      string         // code; "" for the county itself
	Predecessor string         // code it was before a merger or renaming; "" for none
	Facts       map[string]any // what quotas ask: households, holders …
}

// ImportUnits writes many units in one statement. A unit that holds unchanged stays; one that
// differs gets a new version from its From day, the old one ends there; one that began on that very day
// is corrected. What waits in them follows into the inboxes above.
func (t Tx) ImportUnits(ctx context.Context, units []Unit) error {
	if len(units) == 0 {
		return nil
	}
	if err := t.changedRights(t.writeUnits(ctx, units)); err != nil {
		return err
	}
	codes := make([]string, len(units))
	for i, u := range units {
		codes[i] = u.Code
	}
	return t.reseat(ctx, codes)
}

func (t Tx) writeUnits(ctx context.Context, units []Unit) error {
	var codes, names, levels, parents, predecessors, facts []string
	var froms []time.Time
	for _, u := range units {
		if u.Facts == nil {
			u.Facts = map[string]any{}
		}
		codes, names, levels = append(codes, u.Code), append(names, u.Name), append(levels, u.Level)
		parents, predecessors = append(parents, u.Parent), append(predecessors, u.Predecessor)
		facts, froms = append(facts, encoded(u.Facts)), append(froms, u.From)
	}
	err := t.exec(ctx, `
		update unit u
		set    name        = n.name,
		       level       = n.level,
		       parent      = nullif(n.parent, ''),
		       predecessor = nullif(n.predecessor, ''),
		       facts       = n.facts::jsonb
		from   unnest($2::text[], $3::date[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
		       as n (code, valid_from, name, level, parent, predecessor, facts)
		where  u.county     = $1
		and    u.code       = n.code
		and    u.valid_to  is null
		and    u.valid_from = n.valid_from
		and    (u.name, u.level, coalesce(u.parent, ''), u.facts) is distinct from (n.name, n.level, n.parent, n.facts::jsonb)`,
		t.realm.County, codes, froms, names, levels, parents, predecessors, facts)
	if err != nil {
		return err
	}
	err = t.exec(ctx, `
		update unit u
		set    valid_to = n.valid_from
		from   unnest($2::text[], $3::date[], $4::text[], $5::text[], $6::text[], $7::text[])
		       as n (code, valid_from, name, level, parent, facts)
		where  u.county     = $1
		and    u.code       = n.code
		and    u.valid_to  is null
		and    u.valid_from < n.valid_from
		and    (u.name, u.level, coalesce(u.parent, ''), u.facts) is distinct from (n.name, n.level, n.parent, n.facts::jsonb)`,
		t.realm.County, codes, froms, names, levels, parents, facts)
	if err != nil {
		return err
	}
	return t.exec(ctx, `
		insert into unit (county, code, valid_from, name, level, parent, predecessor, facts)
		select $1, n.code, n.valid_from, n.name, n.level, nullif(n.parent, ''), nullif(n.predecessor, ''), n.facts::jsonb
		from   unnest($2::text[], $3::date[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
		       as n (code, valid_from, name, level, parent, predecessor, facts)
		where  not exists (
			select from unit u
			where  u.county    = $1
			and    u.code      = n.code
			and    u.valid_to is null
			and    (u.name, u.level, coalesce(u.parent, ''), u.facts) = (n.name, n.level, n.parent, n.facts::jsonb))`,
		t.realm.County, codes, froms, names, levels, parents, predecessors, facts)
}

// UnitsUnder lists the unit of a code and all below it that hold on a day, in order of code after the
// given one.
func (t Tx) UnitsUnder(ctx context.Context, code string, on time.Time, after string, limit int) ([]Unit, error) {
	return list[Unit](ctx, t, `
		with recursive below (code) as (
			select $2::text
			union
			select u.code
			from   below b
			join   unit  u on u.county = $1 and u.parent = b.code
			where  u.valid_from <= $3::date
			and    (u.valid_to  is null or u.valid_to > $3::date)
		)
		select u.code, valid_from, valid_to, name, level, coalesce(parent, ''), coalesce(predecessor, ''), facts
		from   below b
		join   unit  u on u.county = $1 and u.code = b.code
		where  u.valid_from <= $3::date
		and    (u.valid_to  is null or u.valid_to > $3::date)
		and    u.code > $4
		order  by u.code
		limit  $5`, t.realm.County, code, on, after, limit)
}

// Units lists the units that hold on a day, in order of code.
func (t Tx) Units(ctx context.Context, on time.Time) ([]Unit, error) {
	return list[Unit](ctx, t, `
		select code, valid_from, valid_to, name, level, coalesce(parent, ''), coalesce(predecessor, ''), facts
		from   unit
		where  county      = $1
		and    valid_from <= $2::date
		and    (valid_to  is null or valid_to > $2::date)
		order  by code`, t.realm.County, on)
}

// Unit reads the version of a unit that holds on a day. Fault: unknown.
func (t Tx) Unit(ctx context.Context, code string, on time.Time) (Unit, error) {
	return one[Unit](ctx, t, "unit", `
		select code, valid_from, valid_to, name, level, coalesce(parent, ''), coalesce(predecessor, ''), facts
		from   unit
		where  county      = $1
		and    code        = $2
		and    valid_from <= $3::date
		and    (valid_to  is null or valid_to > $3::date)`, t.realm.County, code, on)
}
