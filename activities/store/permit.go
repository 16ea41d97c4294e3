package store

import (
	"context"
	"slices"

	"jinchu/policy"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
	"jinchu/policy/org"
)

// Today is the business date.
func (t Tx) Today(ctx context.Context) (calendar.Date, error) {
	now, err := t.Now(ctx)
	return calendar.DateOf(now), err
}

// Holds lists the roles a person holds on the business date, as the policy reads them; none for who cannot sign in.
func (t Tx) Holds(ctx context.Context, person string) ([]policy.Assignment, error) {
	rights, today, err := t.Rights(ctx)
	if err != nil {
		return nil, err
	}
	return rights.Of(person, today.String()), nil
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

// Between tells where a unit lies on the business date, seen from each of the others: own, below or above. One that
// is not named, and one that does not hold, is elsewhere.
func (t Tx) Between(ctx context.Context, from []string, to string) (Distances, error) {
	rights, today, err := t.Rights(ctx)
	if err != nil {
		return nil, err
	}
	tree, far := rights.Areas(today.String()), Distances{}
	for _, code := range from {
		if d := tree.Between(code, to); d != string(org.Elsewhere) {
			far[code] = d
		}
	}
	return far, nil
}

// Permit asks the policy in force on the business date, beside what the answer is needed for. Date is set here.
//
// Fault: forbidden, with the roles that may.
func (t Tx) Permit(ctx context.Context, q policy.Request) (policy.Decision, error) {
	_, today, err := t.Rights(ctx)
	if err != nil {
		return policy.Decision{}, err
	}
	return t.PermitOn(ctx, q, today)
}

// PermitOn asks the policy about the roles as they were held on a date; the lines and the areas are those
// of today. Fault: forbidden, with the roles that may.
func (t Tx) PermitOn(ctx context.Context, q policy.Request, on calendar.Date) (policy.Decision, error) {
	rights, today, err := t.Rights(ctx)
	if err != nil {
		return policy.Decision{}, err
	}
	q.Date = on.String()
	d, err := rights.Policy().Decide(q, rights.Areas(today.String()))
	if err != nil {
		return d, fault.New("internal").Because(err)
	}
	if !d.Allowed {
		var roles []string
		for _, a := range q.Assignments {
			roles = append(roles, string(a.Role))
		}
		return d, fault.New("forbidden", "role", orDash(roles), "act", policy.ActName(q.Kind, q.Act), "who", orDash(d.Who))
	}
	return d, nil
}

// Reach is where the holder of these assignments may do an act on the business date, for lists that are filtered
// by area.
func (t Tx) Reach(ctx context.Context, held []policy.Assignment, kind, act string) (policy.Reach, error) {
	rights, today, err := t.Rights(ctx)
	if err != nil {
		return policy.Reach{}, err
	}
	r, err := rights.Reach(held, kind, act, today.String())
	if err != nil {
		return r, fault.New("internal").Because(err)
	}
	return r, nil
}

func orDash(words []string) string {
	if len(words) == 0 {
		return "—"
	}
	slices.Sort(words)
	return policy.Titles(slices.Compact(words)...)
}
