package record

import (
	"context"
	"slices"
	"strings"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/fault"
)

// Actor is who asks: a member of staff, the bearer of an application's receipt, or anybody.
type Actor struct {
	Person      string // person ID; "" for applicant and public
	Application string // the application whose receipt is borne
	office      *office
}

// office is somebody at the machine itself, who has no account: they see what the roles would.
type office struct{ roles []policy.Role }

// AtTheMachine acts in the county's own area under roles that are named by whoever starts the command.
func AtTheMachine(roles ...policy.Role) Actor {
	return Actor{Person: store.Machine, office: &office{roles}}
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
	if a.office != nil {
		var all []policy.Assignment
		for _, role := range a.office.roles {
			all = append(all, policy.Assignment{Role: role, Unit: tx.Here().County})
		}
		return ofRole(all, a.role), nil
	}
	if a.Person != "" {
		all, err := tx.Holds(ctx, a.Person)
		return ofRole(all, a.role), err
	}
	county := tx.Here().County
	all := []policy.Assignment{{Role: policy.Public, Unit: county}}
	if a.Application != "" {
		all = append(all, policy.Assignment{Role: policy.Applicant, Unit: county})
	}
	return ofRole(all, a.role), nil
}

func ofRole(all []policy.Assignment, role string) []policy.Assignment {
	if role == "" {
		return all
	}
	return slices.DeleteFunc(all, func(a policy.Assignment) bool { return string(a.Role) != role })
}

// allowed asks the policy, and refuses with those who may. A case belongs to an area; own is the
// application whose receipt the actor bears.
func (d *Desk) allowed(ctx context.Context, tx store.Tx, a asking, kind, act, unit, id string) (policy.Decision, error) {
	held, err := d.held(ctx, tx, a)
	if err != nil {
		return policy.Decision{}, err
	}
	if unit == "" {
		unit = tx.Here().County
	}
	own := a.Person == "" && a.Application != "" && a.Application == id
	return tx.Permit(ctx, policy.Request{Assignments: held, Unit: unit, Kind: kind, Act: act, Own: own})
}

// notTheirs refuses an act to a role, with those who may.
func notTheirs(role, act string, may []string) error {
	return fault.New("forbidden", "role", policy.Title(role), "act", act, "who", policy.Titles(may...))
}
