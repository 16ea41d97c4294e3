package procedure

import (
	"errors"
	"fmt"
	"slices"
)

// Validate finds everything that is wrong with a table, joined into one error: names without a label in
// both languages or named twice, rows about unknown names, two rows for one state and event, rows
// nobody may use, a machine that decides against a person, states never reached, states nobody can
// leave for an end, ends that go on.
func (t Table) Validate() error {
	var wrong []error
	wrong = append(wrong, t.checkNames()...)
	wrong = append(wrong, t.checkRows()...)
	wrong = append(wrong, t.checkTwice()...)
	wrong = append(wrong, t.checkReach()...)
	return errors.Join(wrong...)
}

func (t Table) checkNames() []error {
	var wrong []error
	var seen []string
	for _, n := range t.names() {
		if n.Label.Chinese == "" || n.Label.English == "" {
			wrong = append(wrong, fmt.Errorf("%s: %q lacks a label in Chinese or English", t.Code, n.Code))
		}
		if slices.Contains(seen, n.Code) {
			wrong = append(wrong, fmt.Errorf("%s: %q is named twice", t.Code, n.Code))
		}
		seen = append(seen, n.Code)
	}
	for _, state := range slices.Concat([]string{t.Start}, t.Finals, t.Stages) {
		if !t.isState(state) {
			wrong = append(wrong, fmt.Errorf("%s: start, final or stage %q is not a state", t.Code, state))
		}
	}
	return wrong
}

// names lists states, events and groups together.
func (t Table) names() []Name {
	all := slices.Concat(t.States, t.Acts)
	for _, g := range t.Groups {
		all = append(all, Name{Code: g.Code, Label: g.Label})
	}
	return append(all, Name{Code: "@" + t.Code, Label: t.Label})
}

func (t Table) checkRows() []error {
	var wrong []error
	say := func(r Row, why string) {
		wrong = append(wrong, fmt.Errorf("%s: %s -(%s)-> %s: %s", t.Code, r.From, r.Event, r.To, why))
	}
	for _, r := range t.Rows {
		for _, state := range t.expand(r.From) {
			if !t.isState(state) {
				say(r, fmt.Sprintf("%q is neither a state nor a group", state))
			}
			if t.Final(state) {
				say(r, "goes on after an end")
			}
		}
		if !slices.ContainsFunc(t.Acts, func(n Name) bool { return n.Code == r.Event }) {
			say(r, "is not an event")
		}
		if !t.isState(r.To) && r.To != Stay && ((r.To != Next && r.To != This) || len(t.Stages) == 0) {
			say(r, "leads nowhere")
		}
		if len(r.By) == 0 || r.machine() && len(r.By) > 1 {
			say(r, "needs roles, or the machine alone")
		}
		if r.machine() && r.Adverse {
			say(r, "a machine may not decide against a person")
		}
	}
	return wrong
}

func (t Table) checkTwice() []error {
	var wrong []error
	for _, state := range t.States {
		for _, act := range t.Acts {
			rows := 0
			for _, r := range t.Rows {
				if r.Event == act.Code && slices.Contains(t.expand(r.From), state.Code) {
					rows++
				}
			}
			if rows > 1 {
				wrong = append(wrong, fmt.Errorf("%s: %d rows for %s in %s", t.Code, rows, act.Code, state.Code))
			}
		}
	}
	for _, act := range t.Acts {
		if !slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Event == act.Code }) {
			wrong = append(wrong, fmt.Errorf("%s: event %q never happens", t.Code, act.Code))
		}
	}
	return wrong
}

func (t Table) checkReach() []error {
	var wrong []error
	reached := t.from(t.Start)
	for _, s := range t.States {
		if !slices.Contains(reached, s.Code) {
			wrong = append(wrong, fmt.Errorf("%s: state %q is never reached", t.Code, s.Code))
		}
		if !t.Final(s.Code) && !slices.ContainsFunc(t.from(s.Code), t.Final) {
			wrong = append(wrong, fmt.Errorf("%s: state %q is a dead end", t.Code, s.Code))
		}
	}
	return wrong
}

// from lists every state that can follow a state, itself first.
func (t Table) from(start string) []string {
	reached := []string{start}
	for i := 0; i < len(reached); i++ {
		for _, r := range t.Rows {
			if !slices.Contains(t.expand(r.From), reached[i]) {
				continue
			}
			for _, to := range t.targets(r) {
				if !slices.Contains(reached, to) {
					reached = append(reached, to)
				}
			}
		}
	}
	return reached
}

func (t Table) targets(r Row) []string {
	switch r.To {
	case Stay:
		return nil
	case Next, This:
		return t.Stages
	}
	return []string{r.To}
}

func (t Table) isState(code string) bool {
	return slices.ContainsFunc(t.States, func(n Name) bool { return n.Code == code })
}
