package proof

import (
	"fmt"
	"slices"
	"strings"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/approval"
	"jinchu/policy/approval/exercise"
	"jinchu/policy/recruitment"
)

// Change lets somebody leave, bear a role or be kept out of the case.
func (k *cycle) Change(draw exercise.Draw) error {
	k.stale = true
	switch who := letter(draw); draw(4) {
	case 0:
		return k.leave(who)
	case 1:
		if k.barred[who] != "" {
			return nil
		}
		barred := map[string]string{who: "kin"}
		for id, ground := range k.barred {
			barred[id] = ground
		}
		k.barred = barred
		return k.store.Write(k.ctx, func(tx store.Tx) error {
			return tx.Recuse(k.ctx, store.Recusal{Case: k.id, Person: who, Ground: "kin", DeclaredBy: who, Text: "演练"})
		})
	default:
		return k.join(drawBearing(draw, who))
	}
}

// Offers are what a person reads that they may do.
func (k *cycle) Offers(s approval.State, person string, _ approval.World) (all []approval.Offer) {
	if s.Final() || person == "" {
		return nil
	}
	if !k.bears(func(b bearing) bool { return b.person == person }) { // they read nothing
		return k.lain.Offers(s, person, k.World())
	}
	v, err := k.desk.Cycle(k.ctx, record.Actor{Person: person}, k.id)
	if err != nil || v.Route == nil {
		k.failed = fmt.Errorf("what is offered to %s cannot be read: %w", person, err)
		return nil
	}
	for _, o := range v.Route.Offers {
		one := approval.Offer{Verb: o.Verb, As: approval.As(o.As), Seat: o.Seat, For: o.For, Seats: o.Seats}
		for _, p := range o.To {
			one.To = append(one.To, p.ID)
		}
		for _, step := range o.Steps {
			one.Steps = append(one.Steps, step-1)
		}
		all = append(all, one)
	}
	return all
}

// parts are what somebody is waited for as, by what a task asks for.
var parts = map[string]approval.As{approval.Agree: approval.AsSigner, approval.Report: approval.AsDelegate, approval.EnterMinutes: approval.AsSecretary,
	approval.ConfirmMinutes: approval.AsChair, approval.Resubmit: approval.AsSubmitter, "approval.nobody": approval.AsOrganiser}

// Responsible are those in whose inboxes the decision waits, seat by seat as they stand in the round.
func (k *cycle) Responsible(s approval.State, w approval.World) []approval.Duty {
	waits := k.lain.Responsible(s, w)
	if k.stale || s.Final() || len(waits) == 1 && waits[0].As == approval.AsClock {
		return waits
	}
	var tasks []store.Task
	if err := k.store.Read(k.ctx, func(tx store.Tx) (err error) { tasks, err = tx.TasksOf(k.ctx, k.id); return err }); err != nil {
		k.failed = err
		return nil
	}
	var all []approval.Duty
	seen := map[string]int{}
	for _, d := range waits {
		seen[k.line(s, d)]++
	}
	for _, d := range waits {
		people, waited := []approval.Person(nil), false
		for _, t := range tasks {
			if as := parts[t.Code]; as == d.As && t.Facts["step"] != nil && k.line(s, d) == lineOf(t) {
				people, waited = append(people, k.reach(t, as, w)...), true
			}
		}
		switch {
		case !waited:
			continue // in nobody's inbox: the model says who is missing
		case !within(d.People, people), seen[k.line(s, d)] == 1 && !within(people, d.People):
			d.People = people // in other inboxes than it belongs
		}
		all = append(all, d)
	}
	return append(all, superfluous(tasks, seen)...)
}

// superfluous are seats in an inbox that nobody waits for.
func superfluous(tasks []store.Task, seen map[string]int) (all []approval.Duty) {
	for _, t := range tasks {
		if as := parts[t.Code]; as != "" && t.Facts["step"] != nil && seen[lineOf(t)] == 0 {
			seat, _ := t.Facts["seat"].(string)
			all = append(all, approval.Duty{Seat: seat, As: as})
		}
	}
	return all
}

// line is where a seat that is waited for belongs: two seats that wait for the same people share a line.
func (k *cycle) line(s approval.State, d approval.Duty) string {
	at := bearing{role: "county_hr", unit: county}
	if d.As != approval.AsSubmitter && d.As != approval.AsOrganiser {
		at = k.rung(s, d)
	}
	return fmt.Sprint(d.As, " ", at.role, " ", at.unit)
}

func lineOf(t store.Task) string { return fmt.Sprint(parts[t.Code], " ", t.Role, " ", t.Unit) }

// rung is the role and unit that fill a seat; an added signer's is that of the seat that added them.
func (k *cycle) rung(s approval.State, d approval.Duty) bearing {
	chair := chairOf(s, d.Seat)
	if chair.By == "" {
		return ladder(chair.Seat)[d.Level]
	}
	for chair.By != "" {
		chair = chairOf(s, chair.By)
	}
	return bearing{role: chair.Seat.Role, unit: chair.Seat.Unit}
}

func chairOf(s approval.State, seat string) approval.Chair {
	return s.Chairs[slices.IndexFunc(s.Chairs, func(c approval.Chair) bool { return c.Seat.ID == seat })]
}

func within(these, all []approval.Person) bool {
	return !slices.ContainsFunc(these, func(p approval.Person) bool { return !slices.Contains(all, p) })
}

// reach are the people whose inbox a task is in, each once, in their own right where they can. That a helper has to be named is asked of the county, and any who
// run the cycle may see to it.
func (k *cycle) reach(t store.Task, as approval.As, w approval.World) []approval.Person {
	switch {
	case t.Person != "":
		return []approval.Person{{ID: t.Person, For: t.For}}
	case as == approval.AsOrganiser:
		var all []approval.Person
		for _, id := range w.Organisers {
			all = append(all, approval.Person{ID: id})
		}
		return all
	}
	var all []approval.Person
	for _, own := range []bool{true, false} {
		for _, p := range k.bearers(bearing{role: t.Role, unit: t.Unit}) {
			known := slices.ContainsFunc(all, func(q approval.Person) bool { return q.ID == p.ID })
			if (p.For == "") == own && !known && !slices.Contains(t.Except, p.ID) {
				all = append(all, p)
			}
		}
	}
	return all
}

// clocks are the clocks of rounds that run on the cycle.
func (k *cycle) clocks() (open []store.Deadline, err error) {
	err = k.store.Read(k.ctx, func(tx store.Tx) error {
		all, err := tx.DeadlinesOf(k.ctx, k.id)
		for _, d := range all {
			if d.State == "open" && strings.HasPrefix(d.Name, "round:") {
				open = append(open, d)
			}
		}
		return err
	})
	return open, err
}

// Check holds where the cycle stands and its clock to the route.
func (k *cycle) Check(s approval.State) error {
	if k.failed != nil {
		return k.failed
	}
	at, err := k.at()
	if err != nil {
		return err
	}
	state, clock := recruitment.Deciding, s.Clock()
	switch {
	case s.Status == approval.Agreed:
		state = recruitment.Contracting
	case s.Final():
		clock = k.lain.Again(s.Submitter).Clock()
	}
	if at.State != state {
		return fmt.Errorf("the cycle is at %s, and belongs at %s", at.State, state)
	}
	open, err := k.clocks()
	var names []string
	for _, d := range open {
		names = append(names, d.Name)
	}
	if got := strings.Join(names, " "); err != nil || got != clock {
		return fmt.Errorf("the clocks that run are %q, and belong %q: %w", got, clock, err)
	}
	return k.hands.Fits(k.ctx, at, names)
}

// Close has the chain of all that was done proven.
func (k *cycle) Close() error {
	v, err := k.store.VerifyAudit(k.ctx, k.id)
	if err == nil && v.Broken != nil {
		err = fmt.Errorf("the chain of the cycle is broken: %+v", v.Broken)
	}
	return err
}
