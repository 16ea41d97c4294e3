package store

import (
	"cmp"
	"context"
	"slices"

	"jinchu/policy"
	"jinchu/policy/approval"
)

// Route is a decision on its way through the people who take it.
type Route struct {
	Case   string
	No     int // set by the record where 0
	Layout approval.Route
	State  approval.State
	Digest string // of what is decided about, as it was submitted last
}

// Route reads the latest route of a decision on a case. Fault: unknown.
func (t Tx) Route(ctx context.Context, id, decision string) (Route, error) {
	return one[Route](ctx, t, "route", `
		select case_id, no, layout, state, digest
		from   route
		where  county   = $1
		and    case_id  = $2
		and    decision = $3
		order  by no desc
		limit  1`, t.realm.County, id, decision)
}

// Routes lists every route a case ever had, in order.
func (t Tx) Routes(ctx context.Context, id string) ([]Route, error) {
	return list[Route](ctx, t, `
		select case_id, no, layout, state, digest
		from   route
		where  county  = $1
		and    case_id = $2
		order  by no`, t.realm.County, id)
}

// AddRoute begins a route; its number is the next of the case.
func (t Tx) AddRoute(ctx context.Context, r Route) error {
	return t.exec(ctx, `
		insert into route (county, case_id, no, decision, layout, state, status, digest)
		select $1, $2, 1 + count(*), $3, $4::text::jsonb, $5::text::jsonb, $6, $7
		from   route
		where  county  = $1
		and    case_id = $2`,
		t.realm.County, r.Case, r.Layout.Decision, encoded(r.Layout), encoded(r.State), string(r.State.Status), r.Digest)
}

// KeepRoute writes what a route has come to.
func (t Tx) KeepRoute(ctx context.Context, r Route) error {
	return t.exec(ctx, `
		update route
		set    state  = $4::text::jsonb,
		       status = $5,
		       digest = $6
		where  county  = $1
		and    case_id = $2
		and    no      = $3`, t.realm.County, r.Case, r.No, encoded(r.State), string(r.State.Status), r.Digest)
}

// StaleRoutes has the routes of a case that are open begin anew: a word that led there was struck.
func (t Tx) StaleRoutes(ctx context.Context, id string) error {
	return t.exec(ctx, `
		update route
		set    digest  = ''
		where  county  = $1
		and    case_id = $2
		and    status  = 'open'`, t.realm.County, id)
}

// Bearer is somebody who bears a role in a unit on a day, in their own right or for another.
type Bearer struct {
	Person string
	Role   string
	Unit   string
	For    string // whom they stand in for; "" in their own right
}

// BearersOf lists who bears any of the roles in any of the units on the business date and can sign in, in order
// of person.
func (t Tx) BearersOf(ctx context.Context, roles, units []string) ([]Bearer, error) {
	rights, today, err := t.Rights(ctx)
	if err != nil {
		return nil, err
	}
	var all []Bearer
	for _, role := range roles {
		for _, unit := range units {
			for h := range rights.In(policy.Role(role), unit, today.String()) {
				all = append(all, Bearer{h.Person, role, unit, h.ActingFor})
			}
		}
	}
	slices.SortFunc(all, func(a, b Bearer) int {
		return cmp.Or(cmp.Compare(a.Person, b.Person), cmp.Compare(a.Role, b.Role), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.For, b.For))
	})
	return slices.Compact(all), nil
}

// Ancestors lists a unit and those it lies in on the business date, nearest first.
func (t Tx) Ancestors(ctx context.Context, code string) ([]Unit, error) {
	today, err := t.Today(ctx)
	if err != nil {
		return nil, err
	}
	return list[Unit](ctx, t, `
		with recursive up (code, height) as (
			select $2::text, 0
			union
			select u.parent, up.height + 1
			from   up
			join   unit u on u.county = $1 and u.code = up.code
			where  u.parent is not null
			and    up.height   < 10
			and    u.valid_from <= $3::date
			and    (u.valid_to  is null or u.valid_to > $3::date)
		)
		select u.code, valid_from, valid_to, name, level, coalesce(parent, ''), coalesce(predecessor, ''), facts
		from   up
		join   unit u on u.county = $1 and u.code = up.code
		where  u.valid_from <= $3::date
		and    (u.valid_to  is null or u.valid_to > $3::date)
		order  by up.height`, t.realm.County, code, today.Start())
}
