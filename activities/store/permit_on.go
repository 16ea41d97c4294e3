package store

import (
	"context"

	"jinchu/policy"
	"jinchu/policy/calendar"
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
