package policy

import (
	"fmt"
	"slices"

	"jinchu/policy/regulation"
)

// Unseated is a seat that a regulation gives to a role which no line lets take part in a decision: nobody could
// ever fill it.
type Unseated struct {
	Route string // where the route stands: procedure[1].approval.route
	Step  int    // index on it
	Seat  int    // index in the step
	Role  string
	May   []string // roles that may have such a seat
}

// Place is where the seat stands in the file: procedure[1].approval.route[0].by[2].
func (u Unseated) Place() string { return fmt.Sprintf("%s[%d].by[%d]", u.Route, u.Step, u.Seat) }

// Unseated lists such seats of a regulation, in the order of its routes. Who signs or chairs needs a line for sign;
// who keeps the minutes or takes part in the meeting, one for assist.
func (p *Policy) Unseated(reg *regulation.Regulation) []Unseated {
	var all []Unseated
	for i, s := range reg.Procedure {
		switch {
		case s.Approval != nil:
			all = append(all, p.unseatedOn(fmt.Sprintf("procedure[%d].approval.route", i), s.Approval.Route.V)...)
		case s.Hire != nil:
			all = append(all, p.unseatedOn(fmt.Sprintf("procedure[%d].hire.route", i), s.Hire.Route.V)...)
		}
	}
	return all
}

func (p *Policy) unseatedOn(place string, route []regulation.RouteStep) []Unseated {
	var all []Unseated
	for i, step := range route {
		for j, seat := range step.By.V {
			if may := p.Who("cycle", partOf(seat)); !slices.Contains(may, seat.Role) {
				all = append(all, Unseated{place, i, j, seat.Role, may})
			}
		}
	}
	return all
}

// partOf is the act that a seat asks of the policy.
func partOf(seat regulation.RouteSeat) string {
	if seat.As == regulation.SeatSecretary || seat.As == regulation.SeatMember {
		return "assist"
	}
	return "sign"
}
