package record

import (
	"slices"
	"strings"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/approval"
	"jinchu/policy/fault"
)

// rung is one level at which a seat may be filled.
type rung struct{ role, unit string }

// ladder lists the levels of a seat: its own, then who answers for it above. An empty seat goes up, and says so.
func (p lie) ladder(seat approval.Seat) []rung {
	all := []rung{{seat.Role, seat.Unit}}
	if strings.HasPrefix(seat.Role, "township") || strings.HasPrefix(seat.Role, "village") {
		all = append(all, rung{string(policy.CountyDirector), p.county})
	}
	if seat.Role != string(policy.CityFederation) {
		all = append(all, rung{string(policy.CityFederation), p.city})
	}
	return all
}

// staff is who holds the roles of a route, and who may otherwise take part, as it stands now.
type staff struct {
	world approval.World
	rungs map[string][]rung // by seat
}

// staffOf reads who may act on a route: holders of each seat's role in its unit or one above that, stand-ins
// among them, helpers named for this case; without who is kept out of it.
func (c *contest) staffOf(r approval.Route) (staff, error) {
	here, err := c.above()
	if err != nil {
		return staff{}, err
	}
	s := staff{rungs: map[string][]rung{}, world: approval.World{Staff: map[string][][]approval.Person{}, Barred: map[string]string{}}}
	units := slices.Clone(here.up)
	for _, step := range r.Steps {
		for _, seat := range step.Seats {
			s.rungs[seat.ID] = here.ladder(seat)
			units = append(units, seat.Unit)
		}
	}
	bearers, err := c.tx.BearersOf(c.ctx, staffRoles, units)
	if err != nil {
		return s, err
	}
	helpers, err := c.tx.Helpers(c.ctx, c.cycle.ID)
	if err != nil {
		return s, err
	}
	bearers = append(bearers, helping(helpers)...)
	for id, rungs := range s.rungs {
		for _, one := range rungs {
			s.world.Staff[id] = append(s.world.Staff[id], here.holders(bearers, one))
		}
	}
	s.fill(bearers)
	if s.world.Day, err = c.workingDay(); err != nil {
		return s, err
	}
	return s, c.bars(&s)
}

// staffRoles may take part in a decision of an office; those it is about, auditors and who runs the program do not.
var staffRoles = rolesOfStaff()

func rolesOfStaff() []string {
	var all []string
	for _, role := range policy.Roles {
		switch role {
		case policy.Applicant, policy.Public, policy.Auditor, policy.Administrator, policy.ScoreKeyer, policy.Examiner,
			policy.Invigilator, policy.Interpreter, policy.NeutralCollector, policy.PhoneOperator, policy.ComplaintHandler, policy.Commissioner,
			policy.Resident, policy.PersonalInfoOfficer, policy.Archivist, policy.DispatchCompany:
		default:
			all = append(all, string(role))
		}
	}
	return all
}

// helping are confirmed helpers as bearers of the role they help in.
func helping(helpers []store.Helper) []store.Bearer {
	var all []store.Bearer
	for _, h := range helpers {
		if h.Confirmed != "" {
			all = append(all, store.Bearer{Person: h.Person, Role: h.Role, Unit: h.Unit})
		}
	}
	return all
}

// holders are the bearers of a role in a unit or in one that it lies in.
func (p lie) holders(bearers []store.Bearer, at rung) []approval.Person {
	var all []approval.Person
	for _, b := range bearers {
		over := b.Unit == at.unit || slices.Contains(p.up, b.Unit) && !p.under(at.unit, b.Unit)
		one := approval.Person{ID: b.Person, For: b.For}
		if b.Role == at.role && over && !slices.Contains(all, one) {
			all = append(all, one)
		}
	}
	return all
}

// under tells whether b lies in a, both among the units above the cycle.
func (p lie) under(a, b string) bool {
	i, j := slices.Index(p.up, a), slices.Index(p.up, b)
	return i >= 0 && j >= 0 && j < i
}

// fill lists colleagues and organisers, each once.
func (s *staff) fill(bearers []store.Bearer) {
	for _, b := range bearers {
		if !slices.Contains(s.world.Colleagues, b.Person) {
			s.world.Colleagues = append(s.world.Colleagues, b.Person)
		}
		if slices.Contains(organiserRoles, b.Role) && !slices.Contains(s.world.Organisers, b.Person) {
			s.world.Organisers = append(s.world.Organisers, b.Person)
		}
	}
	slices.Sort(s.world.Colleagues)
	slices.Sort(s.world.Organisers)
}

// organiserRoles run a cycle.
var organiserRoles = []string{string(policy.CountyHR), string(policy.HRBureau), string(policy.TownshipChair)}

// bars keeps out whoever declared a ground to, or keyed scores of this cycle.
func (c *contest) bars(s *staff) error {
	recused, err := c.tx.Recusals(c.ctx, c.cycle.ID)
	if err != nil {
		return err
	}
	for _, r := range recused {
		s.world.Barred[r.Person] = r.Ground
	}
	papers, err := c.tx.PapersOf(c.ctx, c.cycle.ID)
	if err != nil {
		return err
	}
	for _, p := range papers {
		if wordOf(CycleKind, p.Act) { // who entered a word for another speaks none on this case
			s.world.Barred[p.Clerk] = "paper"
		}
	}
	keyers, err := c.tx.Keyers(c.ctx, c.cycle.ID)
	for _, k := range keyers {
		s.world.Barred[k] = "scored"
	}
	return err
}

// workingDay is today where it is one, else the next.
func (c *contest) workingDay() (string, error) {
	working, err := c.tx.Working(c.ctx)
	if err != nil {
		return "", err
	}
	day, err := working.WorkingDayFrom(c.today)
	if fault.CodeOf(err) == "calendar.year_missing" {
		return c.today.String(), nil // the calendar of that year is not out yet: each day counts as one
	}
	return day.String(), err
}
