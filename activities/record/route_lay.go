package record

import (
	"fmt"
	"slices"
	"strings"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/approval"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// ruledRoute is what the rules say of a decision: the route, what is turned on, and where that stands.
func (c *contest) ruledRoute(decision string) (route regulation.Value[[]regulation.RouteStep], verbs []string, place string) {
	for i, s := range c.reg.Procedure {
		switch {
		case decision == "approve" && s.Approval != nil:
			return s.Approval.Route, s.Approval.Verbs.V, fmt.Sprintf("procedure[%d].approval.route", i)
		case decision == "hire" && s.Hire != nil:
			return s.Hire.Route, s.Hire.Verbs.V, fmt.Sprintf("procedure[%d].hire.route", i)
		}
	}
	return route, nil, ""
}

// layOut makes the route of a decision for this cycle: the steps whose conditions hold, a seat for each unit.
// Rules that do not speak of one leave it to any of those who answer for such decisions; rules that leave it
// open are regulation.silent.
func (c *contest) layOut(decision string) (approval.Route, error) {
	ruled, verbs, place := c.ruledRoute(decision)
	r := approval.Route{Decision: decision, Verbs: verbs}
	switch {
	case ruled.Silent():
		return r, silence(decision + ".route")
	case !ruled.Known() || len(ruled.V) == 0:
		ruled.V = []regulation.RouteStep{c.anybody(decision)}
	}
	for i, s := range ruled.V {
		taken, err := c.taken(s)
		if err != nil {
			return r, err
		}
		if !taken {
			continue
		}
		step, err := c.layStep(s, len(r.Steps)+1)
		if err != nil {
			return r, err
		}
		if place != "" {
			step.Place = fmt.Sprintf("%s[%d]", place, i)
		}
		r.Steps = append(r.Steps, step)
	}
	if len(r.Steps) == 0 {
		return r, silence(decision + ".route")
	}
	return r, nil
}

// anybody is the step of rules that name nobody: whoever the state table lets do it.
func (c *contest) anybody(decision string) regulation.RouteStep {
	state := recruitment.Submitted
	if decision == "hire" {
		state = recruitment.Deciding
	}
	var seats []regulation.RouteSeat
	for _, role := range tables[CycleKind].Who(state, decision) {
		seats = append(seats, regulation.RouteSeat{Role: role})
	}
	return regulation.RouteStep{By: regulation.Give(seats), Mode: regulation.Give(regulation.RouteAny)}
}

// taken tells whether a step's condition holds of any post the decision is about.
func (c *contest) taken(s regulation.RouteStep) (bool, error) {
	if s.When == "" {
		return true, nil
	}
	unclear := false
	for _, p := range c.posts {
		facts, err := c.decisionFacts(p)
		if err != nil {
			return false, err
		}
		verdict, _, err := c.program.Evaluate(s.When, facts)
		switch {
		case err != nil:
			return false, err
		case verdict == regulation.Yes:
			return true, nil
		case verdict == regulation.CannotTell:
			unclear = true
		}
	}
	if unclear {
		return false, fault.New("recruitment.route.unclear", "when", s.When)
	}
	return false, nil
}

// decisionFacts are what a condition of a route may ask about one post.
func (c *contest) decisionFacts(p store.Post) (regulation.Facts, error) {
	places := 0
	for _, one := range c.posts {
		places += one.Headcount
	}
	facts := regulation.Facts{Decision: &regulation.Decision{Posts: &places}, Cycle: &regulation.Cycle{Posts: &places}}
	return facts, c.place(&facts, p.ID)
}

// layStep lays one step out. One signer written down who turns out to be several, one in each township, is all
// of them.
func (c *contest) layStep(s regulation.RouteStep, no int) (approval.Step, error) {
	step := approval.Step{Name: s.Name, Mode: s.How(), Need: s.Need.V, Escalate: s.Escalate.V}
	if s.Within.Known() {
		within := s.Within.V
		step.Within = &within
	}
	for _, written := range s.By.V {
		units, err := c.unitsOf(written)
		if err != nil {
			return step, err
		}
		for _, unit := range units {
			step.Seats = append(step.Seats, approval.Seat{ID: fmt.Sprintf("%d.%d", no, len(step.Seats)+1), Role: written.Role, Unit: unit,
				As: written.As, Veto: slices.Contains(s.Veto.V, written.Role)})
		}
	}
	if len(s.By.V) == 1 && len(step.Seats) > 1 && s.Mode.Standing == regulation.Absent {
		step.Mode = regulation.RouteAll
	}
	if step.Mode == "" {
		return step, silence("route.mode")
	}
	if step.Mode == regulation.RouteVote && (step.Need < 1 || step.Need > len(step.Seats)) {
		return step, fault.New("recruitment.route.votes", "need", step.Need, "seats", len(step.Seats))
	}
	if step.Mode != regulation.RoutePublicity && len(step.Seats) == 0 {
		return step, silence("route.by")
	}
	return step, nil
}

// levelOf is where a role is usually held.
func levelOf(role string) regulation.RouteUnit {
	switch {
	case role == string(policy.CityFederation):
		return regulation.SeatCity
	case strings.HasPrefix(role, "township"):
		return regulation.SeatConcerned
	}
	return regulation.SeatCounty
}

// unitsOf are the units in which a written seat stands: one, or one for each township concerned.
func (c *contest) unitsOf(seat regulation.RouteSeat) ([]string, error) {
	relation := seat.Unit
	if relation == "" {
		relation = levelOf(seat.Role)
	}
	here, err := c.above()
	if err != nil {
		return nil, err
	}
	switch relation {
	case regulation.SeatOwn:
		return []string{c.cycle.Unit}, nil
	case regulation.SeatAbove:
		return []string{here.next(c.cycle.Unit)}, nil
	case regulation.SeatCity:
		return []string{here.city}, nil
	case regulation.SeatCounty:
		return []string{here.county}, nil
	}
	if here.township != "" {
		return []string{here.township}, nil
	}
	return c.townships()
}

// lie is where a cycle lies: itself and what it lies in.
type lie struct {
	up                     []string // nearest first, the cycle's own unit included
	township, county, city string
}

// next is the unit above another; the topmost stands for itself.
func (p lie) next(unit string) string {
	if i := slices.Index(p.up, unit); i >= 0 && i+1 < len(p.up) {
		return p.up[i+1]
	}
	return unit
}

// above reads where the cycle lies, once.
func (c *contest) above() (lie, error) {
	if c.seen.lie != nil {
		return *c.seen.lie, nil
	}
	up, err := c.tx.Ancestors(c.ctx, c.cycle.Unit)
	if err != nil {
		return lie{}, err
	}
	p := lie{county: c.tx.Here().County}
	for _, u := range up {
		p.up = append(p.up, u.Code)
		if u.Level == "township" || u.Level == "street" {
			p.township = u.Code
		}
	}
	p.city = p.next(p.county)
	if !slices.Contains(p.up, p.county) {
		p.city = p.county
	}
	c.seen.lie = &p
	return p, nil
}

// townships are those in which the posts lie, in order of code. A post of the county itself concerns none.
func (c *contest) townships() ([]string, error) {
	var all []string
	for _, p := range c.posts {
		up, err := c.tx.Ancestors(c.ctx, p.Unit)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(up, func(u store.Unit) bool { return u.Level == "township" || u.Level == "street" })
		if i >= 0 && !slices.Contains(all, up[i].Code) {
			all = append(all, up[i].Code)
		}
	}
	slices.Sort(all)
	return all, nil
}
