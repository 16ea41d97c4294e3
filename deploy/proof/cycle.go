package proof

import (
	"errors"
	"fmt"
	"slices"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/approval"
	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

// cycle is a machine of the exercise: one decision after another of a cycle in the record. Its state is what the
// record keeps, its offers what a person reads there, and who is waited for what stands in the inboxes.
type cycle struct {
	*County
	id     string
	no     int // of the route that is played
	route  approval.Route
	state  approval.State
	lain   approval.Route
	barred map[string]string
	stale  bool // somebody came or left since the last step: inboxes follow with the next one
	failed error
}

func (k *cycle) submitter() string { return k.state.Submitter }

// Begin is the route that the record has laid out.
func (k *cycle) Begin(string) approval.State { return k.next() }

// Again is the one it has laid out after one that did not come about.
func (k *cycle) Again(string) approval.State { return k.next() }

func (k *cycle) next() approval.State {
	k.no++
	if k.failed = k.read(); k.failed == nil {
		k.failed = sameRoute(k.lain, k.route)
	}
	return k.state
}

// read reads the state of the route as the record keeps it.
func (k *cycle) read() error {
	return k.store.Read(k.ctx, func(tx store.Tx) error {
		all, err := tx.Routes(k.ctx, k.id)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(r store.Route) bool { return r.No == k.no })
		if i < 0 {
			return fmt.Errorf("the record has no route %d of the cycle", k.no)
		}
		k.state, k.lain = all[i].State, all[i].Layout
		return nil
	})
}

// sameRoute holds the route laid out from the rules to the one that was drawn.
func sameRoute(got, want approval.Route) error {
	for i := range got.Steps {
		got.Steps[i].Place, got.Steps[i].Within = "", nil
	}
	if g, w := fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", want); g != w {
		return fmt.Errorf("the record laid out %s, drawn was %s", g, w)
	}
	return nil
}

// World is who may do what, reckoned from the roles that were given out.
func (k *cycle) World() approval.World {
	w := approval.World{Staff: map[string][][]approval.Person{}, Barred: k.barred}
	units := []string{county, city}
	for _, step := range k.route.Steps {
		for _, seat := range step.Seats {
			units = append(units, seat.Unit)
			for _, b := range ladder(seat) {
				w.Staff[seat.ID] = append(w.Staff[seat.ID], k.bearers(b))
			}
		}
	}
	for _, id := range pool {
		one := string(id)
		if k.bears(func(b bearing) bool { return b.person == one && slices.Contains(units, b.unit) }) {
			w.Colleagues = append(w.Colleagues, one)
		}
		if k.runs(one) {
			w.Organisers = append(w.Organisers, one)
		}
	}
	if w.Day, k.failed = k.day(); k.failed != nil {
		w.Day = ""
	}
	return w
}

func (k *cycle) bears(is func(bearing) bool) bool { return slices.ContainsFunc(k.held, is) }

// runs tells whether somebody runs cycles of the county.
func (k *cycle) runs(person string) bool {
	return k.bears(func(b bearing) bool { return b.person == person && (b.role == "county_hr" || b.role == "hr_bureau") })
}

// ladder is where a seat goes, level by level: a township's to the county, every seat to the city.
func ladder(seat approval.Seat) []bearing {
	all := []bearing{{role: seat.Role, unit: seat.Unit}}
	if seat.Unit == township {
		all = append(all, bearing{role: "county_director", unit: county})
	}
	if seat.Unit != city {
		all = append(all, bearing{role: "city_federation", unit: city})
	}
	return all
}

// bearers are those of a role in a unit, by letter.
func (k *cycle) bearers(at bearing) []approval.Person {
	var all []approval.Person
	for _, b := range k.held {
		if b.role == at.role && b.unit == at.unit {
			all = append(all, approval.Person{ID: b.person, For: b.acting})
		}
	}
	slices.SortFunc(all, func(a, b approval.Person) int {
		if a.ID != b.ID {
			return int(a.ID[0]) - int(b.ID[0])
		}
		return slices.Compare([]byte(a.For), []byte(b.For))
	})
	return all
}

func (k *cycle) day() (day string, err error) {
	err = k.store.Read(k.ctx, func(tx store.Tx) error {
		today, err := tx.Today(k.ctx)
		if err != nil {
			return err
		}
		working, err := tx.Working(k.ctx)
		if err != nil {
			return err
		}
		on, err := working.WorkingDayFrom(today)
		day = on.String()
		return err
	})
	return day, err
}

// Word is an act as it can be said on a decision that is not about anything new.
func (k *cycle) Word(a approval.Act) approval.Act {
	a.Changed = false
	return a
}

// Bars: without any role nobody acts, and what is the organiser's needs one that runs cycles.
func (k *cycle) Bars(s approval.State, a approval.Act) bool {
	if a.By == "" {
		return false
	}
	organisers := a.Verb == approval.Withdraw || a.Verb == approval.Urge || a.Verb == approval.Resubmit ||
		a.Verb == approval.VoidIt && s.Status == approval.Returned
	return !k.bears(func(b bearing) bool { return b.person == a.By }) || organisers && !k.runs(a.By)
}

// Act does it in the record.
func (k *cycle) Act(s approval.State, a approval.Act, _ approval.World) (approval.State, error) {
	if k.failed != nil {
		return s, fault.New("internal").Because(k.failed)
	}
	err := k.act(s, a)
	if err == nil {
		k.stale = false
	}
	if failed := k.read(); failed != nil {
		return s, fault.New("internal").Because(failed)
	}
	return k.state, err
}

func (k *cycle) act(s approval.State, a approval.Act) error {
	if a.By == "" && slices.Contains(approval.Facts, a.Verb) {
		return k.lapse(s, a.Verb)
	}
	held, err := k.hands.Role(k.ctx, a.By, k.id, a.Verb)
	if err != nil {
		return err
	}
	at, err := k.at()
	if err != nil {
		return err
	}
	c := k.command(a.By, held.Role, a.Verb, at.Seq, bodyOf(a))
	c.Unit = held.Unit
	return done(k.hands.Act(k.ctx, c))
}

func (k *cycle) at() (at store.CaseFile, err error) {
	err = k.store.Read(k.ctx, func(tx store.Tx) error {
		at, err = tx.Case(k.ctx, k.id)
		return err
	})
	return at, err
}

func bodyOf(a approval.Act) record.Body {
	b := record.Body{Seat: a.Seat, To: a.To, Step: a.Step + 1, After: a.After, Reason: a.Reason}
	if m := a.Minutes; m != nil {
		b.Meeting = &record.Meeting{Body: "党组会", Date: "2024-01-02", Number: "演练〔2024〕1号", Present: m.Present, Recused: m.Recused, Result: m.Result}
	}
	return b
}

// lapse lets the clock of the round run out. Which of its facts that is the record says itself: the other one is
// not asked for.
func (k *cycle) lapse(s approval.State, verb string) error {
	publicity := s.Status == approval.Open && k.route.Steps[s.Step].Mode == regulation.RoutePublicity
	if publicity != (verb == approval.PublicityOver) {
		return fault.New("approval.clock")
	}
	due, err := k.clocks()
	if err != nil {
		return err
	}
	if len(due) != 1 {
		return fault.New("internal").Because(errors.New("not one clock runs"))
	}
	if err := k.hands.Lapse(k.ctx, k.id, due[0]); err != nil {
		return fault.New("internal").Because(err)
	}
	return nil
}
