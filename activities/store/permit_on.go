package store

import (
	"context"

	"jinchu/policy"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
)

// HoldsOn lists the roles a person held on a date, as the policy reads them.
func (t Tx) HoldsOn(ctx context.Context, person string, on calendar.Date) ([]policy.Assignment, error) {
	rows, err := t.Assignments(ctx, person, on.Start())
	held := make([]policy.Assignment, len(rows))
	for i, a := range rows {
		held[i] = policy.Assignment{Role: policy.Role(a.Role), Unit: a.Unit, ActingFor: a.ActingFor,
			From: calendar.NewDate(a.From.Date()).String()}
		if a.To != nil {
			held[i].To = calendar.NewDate(a.To.Date()).AddDays(-1).String() // the policy counts the last day in
		}
	}
	return held, err
}

// PermitOn asks the policy about the roles as they were held on a date; the lines and the areas are those
// of today. Fault: forbidden, with the roles that may.
func (t Tx) PermitOn(ctx context.Context, p *policy.Policy, q policy.Request, on calendar.Date) (policy.Decision, error) {
	var units, roles []string
	for _, a := range q.Assignments {
		units, roles = append(units, a.Unit), append(roles, string(a.Role))
	}
	far, err := t.Between(ctx, units, q.Unit)
	if err != nil {
		return policy.Decision{}, err
	}
	q.Date = on.String()
	d, err := p.Decide(q, far)
	if err != nil {
		return d, fault.New("internal").Because(err)
	}
	if !d.Allowed {
		return d, fault.New("forbidden", "role", orDash(roles), "act", q.Act, "who", orDash(d.Who))
	}
	return d, nil
}
