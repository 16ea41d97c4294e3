package store

import (
	"context"
	"time"

	"jinchu/policy"
)

// Awaited is a line of somebody's inbox with what it belongs to.
type Awaited struct {
	ID     string
	Case   string
	Kind   string // of the case
	Code   string
	Role   string
	Unit   string
	Due    *time.Time
	Opened time.Time
	Facts  map[string]any // fills the sentence
}

// InboxOf lists the open tasks of a person: those for them by name, and those of their roles in the units
// they hold them in or below. Oldest first, after the task given ("" begins).
func (t Tx) InboxOf(ctx context.Context, person string, held []policy.Assignment, after string, limit int) ([]Awaited, error) {
	today, err := t.Today(ctx)
	if err != nil {
		return nil, err
	}
	roles, units := make([]string, len(held)), make([]string, len(held))
	for i, a := range held {
		roles[i], units[i] = string(a.Role), a.Unit
	}
	return list[Awaited](ctx, t, `
		with recursive reach (role, code) as (
			select h.role, h.unit
			from   unnest($3::text[], $4::text[]) as h (role, unit)
			union
			select r.role, u.code
			from   reach r
			join   unit  u on u.county = $1 and u.parent = r.code
			where  u.valid_from <= $5::date
			and    (u.valid_to  is null or u.valid_to > $5::date)
		)
		select k.id, k.case_id, c.kind, k.code, k.role, k.unit, k.due, k.opened, k.facts
		from   task      k
		join   case_file c on c.county = k.county and c.id = k.case_id
		where  k.county  = $1
		and    k.closed is null
		and    (k.person = $2 or k.person is null and (k.role, k.unit) in (select role, code from reach))
		and    not (k.except_people ? $2)
		and    (k.opened, k.id) > (
			select coalesce(max(b.opened), '-infinity'), coalesce(max(b.id), '')
			from   task b
			where  b.county = $1
			and    b.id     = $6)
		order  by k.opened, k.id
		limit  $7`, t.realm.County, person, roles, units, today.Start(), after, limit)
}
