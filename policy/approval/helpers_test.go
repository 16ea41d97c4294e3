package approval_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/approval"
	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

// play is a route being decided; names of people are letters.
type play struct {
	*testing.T
	route approval.Route
	state approval.State
	world approval.World
}

// one makes a step of seats, each held by the people written in its word: "ab" are a and b.
func one(mode regulation.RouteMode, holders ...string) approval.Step {
	step := approval.Step{Mode: mode}
	for range holders {
		step.Seats = append(step.Seats, approval.Seat{})
	}
	step.Name = join(holders)
	return step
}

func join(all []string) (text string) {
	for i, one := range all {
		if i > 0 {
			text += "|"
		}
		text += one
	}
	return text
}

// begun lays the steps out with everybody's letters as colleagues; s submitted it, o organises.
func begun(t *testing.T, steps ...approval.Step) *play {
	t.Helper()
	p := &play{T: t, route: approval.Route{Decision: "approve", Verbs: regulation.RouteVerbs},
		world: approval.World{Staff: map[string][][]approval.Person{}, Barred: map[string]string{}, Day: "2031-03-03", Organisers: []string{"o"}}}
	for _, id := range "abcdefghijklmnopqrstuvwxyz" {
		p.world.Colleagues = append(p.world.Colleagues, string(id))
	}
	for i, step := range steps {
		letters := split(step.Name)
		for j := range step.Seats {
			step.Seats[j].ID = string(rune('1'+i)) + "." + string(rune('1'+j))
			p.world.Staff[step.Seats[j].ID] = [][]approval.Person{people(letters[j])}
		}
		p.route.Steps = append(p.route.Steps, step)
	}
	p.state = p.route.Begin("s")
	return p
}

func split(text string) (all []string) {
	all = []string{""}
	for _, r := range text {
		if r == '|' {
			all = append(all, "")
			continue
		}
		all[len(all)-1] += string(r)
	}
	return all
}

func people(letters string) (all []approval.Person) {
	for _, id := range letters {
		all = append(all, approval.Person{ID: string(id)})
	}
	return all
}

// does lets a person act and wants it to be taken; every state passes through JSON.
func (p *play) does(by, verb string, more ...func(*approval.Act)) {
	p.Helper()
	next, err := p.try(by, verb, more...)
	require.NoError(p, err, "%s %s", by, verb)
	text, err := json.Marshal(next)
	require.NoError(p, err)
	p.state = approval.State{}
	require.NoError(p, json.Unmarshal(text, &p.state))
	require.Equal(p, next, p.state)
}

// may not wants an act to be refused with a code, and nothing changed.
func (p *play) not(code, by, verb string, more ...func(*approval.Act)) {
	p.Helper()
	before, err := json.Marshal(p.state)
	require.NoError(p, err)
	next, err := p.try(by, verb, more...)
	require.Equal(p, code, fault.CodeOf(err), "%s %s: %v", by, verb, err)
	after, err := json.Marshal(next)
	require.NoError(p, err)
	require.JSONEq(p, string(before), string(after))
}

func (p *play) try(by, verb string, more ...func(*approval.Act)) (approval.State, error) {
	act := approval.Act{Verb: verb, By: by}
	if approval.Reasoned(verb) {
		act.Reason = "有理由"
	}
	for _, set := range more {
		set(&act)
	}
	return p.route.Act(p.state, act, p.world)
}

// waits wants exactly these people to be waited for, as the letters stand in the duties' order.
func (p *play) waits(letters string) {
	p.Helper()
	got := ""
	for _, d := range p.route.Responsible(p.state, p.world) {
		for _, one := range d.People {
			got += one.ID
		}
	}
	require.Equal(p, letters, got)
}

func to(id string) func(*approval.Act)       { return func(a *approval.Act) { a.To = id } }
func step(n int) func(*approval.Act)         { return func(a *approval.Act) { a.Step = n } }
func seat(id string) func(*approval.Act)     { return func(a *approval.Act) { a.Seat = id } }
func after(a *approval.Act)                  { a.After = true }
func changed(a *approval.Act)                { a.Changed = true }
func reason(text string) func(*approval.Act) { return func(a *approval.Act) { a.Reason = text } }
