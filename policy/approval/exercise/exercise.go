// Package exercise drives the machine of package approval with random routes, people and acts, and holds every
// step of it to a reference model that was written apart from it: the model keeps a list of what happened and works
// everything out of that list anew. It knows no clock and draws no lots of its own: chance is handed in. It may not
// know records, procedures or how the machine keeps its state.
package exercise

import (
	"encoding/json"
	"fmt"

	"jinchu/policy/approval"
)

// Draw gives a number from 0 to below n; all chance of a run comes from it.
type Draw func(n int) int

// Machine is what is exercised. approval.Route is one.
type Machine interface {
	Begin(submitter string) approval.State
	Again(submitter string) approval.State
	Act(s approval.State, a approval.Act, w approval.World) (approval.State, error)
	Offers(s approval.State, person string, w approval.World) []approval.Offer
	Responsible(s approval.State, w approval.World) []approval.Duty
}

// Tail is how many acts are tried on a route that has ended.
const tail = 2

// longest is how many acts a case takes before the next one begins.
const longest = 60

// Run drives so many acts through cases drawn one after another, and adds them to the tally. The error is the first
// difference between machine and model, or the first rule that did not hold, with all that led to it.
func Run(draw Draw, acts int, build func(approval.Route) Machine, tally *Tally) error {
	for acts > 0 {
		n, err := begin(draw, build).play(draw, acts, tail, tally)
		if err != nil {
			return err
		}
		acts -= n
	}
	return nil
}

// play does at most so many acts on a case, some of them on one that has ended, and tells how many.
func (c *trial) play(draw Draw, acts, tail int, tally *Tally) (n int, err error) {
	tally.Cases++
	for over := 0; n < min(longest, acts); n++ {
		if c.model.final() {
			over++
		}
		if over > tail {
			break
		}
		if err := c.turn(draw, tally); err != nil {
			return n, fmt.Errorf("%w\n%s", err, c.story())
		}
	}
	return n, nil
}

// trial is one case: the machine's state and the model's list side by side.
type trial struct {
	setting setting
	machine Machine
	real    Real // nil where the machine has no world of its own
	state   approval.State
	model   model
	last    string // the verb done last
	acts    []approval.Act
}

func begin(draw Draw, build func(approval.Route) Machine) *trial {
	s := lay(draw)
	c := &trial{setting: s, machine: build(s.route), model: model{route: s.route, submitter: s.submitter}}
	c.model.open(0)
	if draw(12) == 0 {
		c.state = c.machine.Again(s.submitter)
		c.model.giveBack("", approval.Person{})
		return c
	}
	c.state = c.machine.Begin(s.submitter)
	return c
}

// turn lets the world change a little, tries one act on both, and compares.
func (c *trial) turn(draw Draw, tally *Tally) error {
	if draw(8) == 0 {
		if err := c.alter(draw); err != nil {
			return err
		}
	}
	a := c.choose(draw)
	if c.real != nil {
		a = c.real.Word(a)
	}
	c.acts = append(c.acts, a)
	if len(c.acts) == 1 {
		if err := c.compare(a.By); err != nil {
			return err
		}
	}
	before, err := json.Marshal(c.state)
	if err != nil {
		return err
	}
	next, fault := c.machine.Act(c.state, a, c.setting.world)
	if err := c.unchanged(before, next, fault); err != nil {
		return err
	}
	want := c.expect(a, c.state)
	if err := c.agreeOn(a, fault, want); err != nil {
		return err
	}
	tally.count(c.last, a.Verb, fault == nil)
	if fault == nil {
		c.last = a.Verb
	}
	if c.state, err = through(next); err != nil {
		return err
	}
	if err := c.settle(); err != nil {
		return err
	}
	if err := c.holds(); err != nil {
		return err
	}
	return c.compare(a.By, c.setting.anybody(draw))
}

// unchanged holds that an act leaves the state it began from as it was, and a refused one gives that state back.
func (c *trial) unchanged(before []byte, next approval.State, fault error) error {
	after, err := json.Marshal(c.state)
	if err == nil && fault != nil {
		var back []byte
		if back, err = json.Marshal(next); err == nil && string(back) != string(before) {
			return fmt.Errorf("a refused act changed the state from %s to %s", before, back)
		}
	}
	if err == nil && string(after) != string(before) {
		return fmt.Errorf("an act changed the state it began from, from %s to %s", before, after)
	}
	return err
}

// through passes a state through JSON, as the record does.
func through(s approval.State) (approval.State, error) {
	text, err := json.Marshal(s)
	if err != nil {
		return s, err
	}
	var back approval.State
	if err := json.Unmarshal(text, &back); err != nil {
		return s, err
	}
	again, err := json.Marshal(back)
	if err == nil && string(again) != string(text) {
		return s, fmt.Errorf("a state came back from JSON as %s and went in as %s", again, text)
	}
	return back, err
}

// story tells a case so that it can be played again by hand.
func (c *trial) story() string {
	route, _ := json.Marshal(c.setting.route)
	world, _ := json.Marshal(c.setting.world)
	acts, _ := json.Marshal(c.acts)
	state, _ := json.Marshal(c.state)
	return fmt.Sprintf("route %s\nworld %s\nsubmitter %s\nacts %s\nstate %s", route, world, c.setting.submitter, acts, state)
}
