package record

import (
	"context"
	"slices"
	"strings"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
)

// Actor is who asks: a member of staff, the bearer of an application's receipt, or anybody.
type Actor struct {
	Person      string // person ID; "" for applicant and public
	Application string // the application whose receipt is borne
}

// Marks of actors who are no staff, as commands and the audit name them.
const (
	applicantMark = "applicant:"
	publicMark    = "public"
)

// Mark names the actor in commands and in the audit.
func (a Actor) Mark() string {
	switch {
	case a.Person != "":
		return a.Person
	case a.Application != "":
		return applicantMark + a.Application
	}
	return publicMark
}

// actorOf reads the mark of a command; the role it was opened under is the only one asked about.
func actorOf(c store.Command) asking {
	a := asking{role: c.Role}
	if application, ok := strings.CutPrefix(c.Actor, applicantMark); ok {
		a.Application = application
	} else if c.Actor != publicMark {
		a.Person = c.Actor
	}
	return a
}

// asking is an actor under one role; no role means any the actor holds.
type asking struct {
	Actor
	role string
}

// outside tells whether the role is held by nobody of the staff.
func outside(role string) bool {
	return role == string(policy.Applicant) || role == string(policy.Public) || role == store.Machine
}

// Held is one role of an actor in an area.
type Held struct {
	Role string `json:"role"`
	Unit string `json:"unit"`
}

// held lists the roles of the actor on the business date.
func (d *Desk) held(ctx context.Context, tx store.Tx, a asking) ([]policy.Assignment, error) {
	county := tx.Here().County
	if a.Person == "" {
		all := []policy.Assignment{{Role: policy.Public, Unit: county}}
		if a.Application != "" || a.role == string(policy.Applicant) {
			all = append(all, policy.Assignment{Role: policy.Applicant, Unit: county})
		}
		return ofRole(all, a.role), nil
	}
	now, err := tx.Now(ctx)
	if err != nil {
		return nil, err
	}
	kept, err := tx.Assignments(ctx, a.Person, day(calendar.DateOf(now)))
	if err != nil {
		return nil, err
	}
	all := make([]policy.Assignment, 0, len(kept))
	for _, k := range kept {
		all = append(all, policy.Assignment{Role: policy.Role(k.Role), Unit: k.Unit, ActingFor: k.ActingFor})
	}
	return ofRole(all, a.role), nil
}

func ofRole(all []policy.Assignment, role string) []policy.Assignment {
	if role == "" {
		return all
	}
	return slices.DeleteFunc(all, func(a policy.Assignment) bool { return string(a.Role) != role })
}

// areas are distances to one unit, worked out in the record.
type areas map[string]string

// Between implements policy.Areas.
func (a areas) Between(from, _ string) string { return a[from] }

// allowed asks the policy, and refuses with those who may. A case belongs to an area; own is the
// application whose receipt the actor bears.
func (d *Desk) allowed(ctx context.Context, tx store.Tx, a asking, kind, act, unit, id string) (policy.Decision, error) {
	decision, err := d.ask(ctx, tx, a, kind, act, unit, id)
	if err != nil || decision.Allowed {
		return decision, err
	}
	role := a.role
	if role == "" {
		role = "—"
	}
	return decision, fault.New("forbidden", "role", role, "act", labelOf(kind, act), "who", strings.Join(decision.Who, "、"))
}

func (d *Desk) ask(ctx context.Context, tx store.Tx, a asking, kind, act, unit, id string) (policy.Decision, error) {
	held, err := d.held(ctx, tx, a)
	if err != nil {
		return policy.Decision{}, err
	}
	if unit == "" {
		unit = tx.Here().County
	}
	now, err := tx.Now(ctx)
	if err != nil {
		return policy.Decision{}, err
	}
	today := day(calendar.DateOf(now))
	from := make([]string, 0, len(held))
	for _, h := range held {
		from = append(from, h.Unit)
	}
	between, err := tx.Between(ctx, from, unit, today)
	if err != nil {
		return policy.Decision{}, err
	}
	own := a.Person == "" && a.Application != "" && a.Application == id
	return d.policy.Decide(policy.Request{Assignments: held, Unit: unit, Kind: kind, Act: act,
		Date: today.Format("2006-01-02"), Own: own}, areas(between))
}

func labelOf(kind, act string) string {
	table, ok := tables[kind]
	if !ok {
		return act
	}
	return table.LabelOf(act).Chinese
}

func notTheirTurn(role, act string, turn []string) error {
	return fault.New("forbidden", "role", role, "act", act, "who", strings.Join(turn, "、"))
}
