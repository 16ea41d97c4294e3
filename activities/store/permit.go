package store

import (
	"context"
	"slices"

	"jinchu/policy"
	"jinchu/policy/calendar"
	"jinchu/policy/org"
)

// Today is the business date.
func (t Tx) Today(ctx context.Context) (calendar.Date, error) {
	now, err := t.Now(ctx)
	return calendar.DateOf(now), err
}

// Holds lists the roles a person holds on the business date, as the policy reads them.
func (t Tx) Holds(ctx context.Context, person string) ([]policy.Assignment, error) {
	today, err := t.Today(ctx)
	if err != nil {
		return nil, err
	}
	return t.HoldsOn(ctx, person, today)
}

// Distances are how far one unit is from each of several, on the business date.
type Distances map[string]string

// Between tells the distance; where it was not asked for, elsewhere.
func (d Distances) Between(from, _ string) string {
	if far, known := d[from]; known {
		return far
	}
	return string(org.Elsewhere)
}

// Between tells where a unit lies, seen from each of the others: own, below, above or elsewhere. It walks
// the parents of units that hold on the business date; a unit that does not hold is elsewhere.
func (t Tx) Between(ctx context.Context, from []string, to string) (Distances, error) {
	today, err := t.Today(ctx)
	if err != nil {
		return nil, err
	}
	type step struct{ Start, Code string }
	steps, err := list[step](ctx, t, `
		with recursive up (start, code, parent) as (
			select code, code, parent
			from   unit
			where  county      = $1
			and    code        = any($2)
			and    valid_from <= $3::date
			and    (valid_to  is null or valid_to > $3::date)
			union
			select up.start, u.code, u.parent
			from   up
			join   unit u on u.county = $1 and u.code = up.parent
			where  u.valid_from <= $3::date
			and    (u.valid_to  is null or u.valid_to > $3::date)
		)
		select start, code from up`, t.realm.County, append(slices.Clone(from), to), today.Start())
	if err != nil {
		return nil, err
	}
	far := Distances{}
	for _, s := range steps {
		switch {
		case s.Start == to && slices.Contains(from, s.Code):
			far[s.Code] = string(org.Below)
		case s.Start != to && s.Code == to:
			far[s.Start] = string(org.Above)
		}
	}
	if slices.ContainsFunc(steps, func(s step) bool { return s.Start == to }) && slices.Contains(from, to) {
		far[to] = string(org.Own)
	}
	return far, nil
}

// Permit asks the policy on the business date, beside what the answer is needed for. Date is set here.
//
// Fault: forbidden, with the roles that may.
func (t Tx) Permit(ctx context.Context, p *policy.Policy, q policy.Request) (policy.Decision, error) {
	today, err := t.Today(ctx)
	if err != nil {
		return policy.Decision{}, err
	}
	return t.PermitOn(ctx, p, q, today)
}

func orDash(words []string) string {
	if len(words) == 0 {
		return "—"
	}
	slices.Sort(words)
	return policy.Titles(slices.Compact(words)...)
}
