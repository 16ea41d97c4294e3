package proof

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"jinchu/policy/approval"
	"jinchu/policy/approval/exercise"
	"jinchu/policy/regulation"
)

//go:embed rules.yaml
var rules string

// seatRoles may have seats on a drawn route, with the unit in which each stands.
var seatRoles = []struct{ role, unit string }{
	{"county_director", county}, {"personnel_authority", county}, {"hr_bureau", county}, {"discipline_office", county},
	{"finance", county}, {"county_hr", county}, {"township_leader", township}, {"city_federation", city},
}

var modes = []regulation.RouteMode{regulation.RouteAll, regulation.RouteAny, regulation.RouteVote, regulation.RouteSequence,
	regulation.RouteMeeting, regulation.RoutePublicity}

// drawRoute lays a route of one to four steps. A step has each role once, since rules name seats by role.
func drawRoute(draw exercise.Draw) approval.Route {
	r := approval.Route{Decision: "hire"}
	for _, verb := range regulation.RouteVerbs {
		if draw(10) != 0 {
			r.Verbs = append(r.Verbs, verb)
		}
	}
	steps := 1 + draw(4)
	for i := range steps {
		r.Steps = append(r.Steps, drawStep(draw, i, i == steps-1))
	}
	return r
}

func drawStep(draw exercise.Draw, i int, last bool) approval.Step {
	step := approval.Step{Mode: modes[draw(len(modes))]}
	if step.Mode == regulation.RoutePublicity && !last {
		return step
	}
	if step.Mode == regulation.RoutePublicity {
		step.Mode = regulation.RouteAll
	}
	roles, duties := slices.Clone(seatRoles), []string{regulation.SeatSecretary, regulation.SeatChair, regulation.SeatMember, regulation.SeatMember}
	seats := 1 + draw(4)
	if step.Mode == regulation.RouteMeeting {
		seats = max(2, seats)
	}
	for j := range seats {
		n := draw(len(roles))
		seat := approval.Seat{ID: fmt.Sprintf("%d.%d", i+1, j+1), Role: roles[n].role, Unit: roles[n].unit}
		roles = slices.Delete(roles, n, n+1)
		switch step.Mode {
		case regulation.RouteMeeting:
			seat.As = duties[j]
		case regulation.RouteVote:
			seat.Veto = draw(4) == 0
		}
		step.Seats = append(step.Seats, seat)
	}
	if step.Mode == regulation.RouteVote {
		step.Need = 1 + draw(seats)
	}
	return step
}

// written is a route as rules of data.
func written(id string, r approval.Route) string {
	var steps []string
	for _, step := range r.Steps {
		steps = append(steps, writtenStep(step))
	}
	return strings.NewReplacer("ID", id, "ROUTE", strings.Join(steps, ", "), "VERBS", strings.Join(r.Verbs, ", ")).Replace(rules)
}

func writtenStep(step approval.Step) string {
	if step.Mode == regulation.RoutePublicity {
		return "{mode: publicity, within: {days: 1}}"
	}
	var seats, vetoes []string
	for _, seat := range step.Seats {
		one := "role: " + seat.Role
		if seat.As != "" {
			one += ", as: " + seat.As
		}
		seats = append(seats, "{"+one+"}")
		if seat.Veto {
			vetoes = append(vetoes, seat.Role)
		}
	}
	text := fmt.Sprintf("by: [%s], mode: %s, within: {days: 1}", strings.Join(seats, ", "), step.Mode)
	if step.Need > 0 {
		text += fmt.Sprintf(", need: %d", step.Need)
	}
	if len(vetoes) > 0 {
		text += fmt.Sprintf(", veto: [%s]", strings.Join(vetoes, ", "))
	}
	return "{" + text + "}"
}
