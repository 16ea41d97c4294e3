package procedure

import (
	"slices"
	"strings"

	"jinchu/policy/fault"
)

// Events lists the events people cause, in the table's order, then their words on a route: one message each.
func (t Table) Events() []string {
	all := t.events(false)
	for _, verb := range t.Verbs {
		if !slices.Contains(all, verb.Code) {
			all = append(all, verb.Code)
		}
	}
	return all
}

// OnRoute tells what a full agreement brings in a state where a route decides; "" where none does.
func (t Table) OnRoute(state string) string {
	for _, r := range t.Routed {
		if r.State == state {
			return r.Event
		}
	}
	return ""
}

// Verb tells whether an act is a word on the route of a state.
func (t Table) Verb(state, act string) bool {
	return t.OnRoute(state) != "" && slices.ContainsFunc(t.Verbs, func(n Name) bool { return n.Code == act })
}

// Facts lists the events no person decides, in the table's order.
func (t Table) Facts() []string { return t.events(true) }

func (t Table) events(machine bool) []string {
	var all []string
	for _, act := range t.Acts {
		if slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Event == act.Code && r.machine() == machine }) {
			all = append(all, act.Code)
		}
	}
	return all
}

// Allowed lists the events that have a row in a state, people's and machines', in the table's order.
func (t Table) Allowed(state string) []string {
	var all []string
	for _, act := range t.Acts {
		if _, ok := t.find(state, act.Code); ok {
			all = append(all, act.Code)
		}
	}
	return all
}

// Open lists the events a role may cause in a state, in the table's order: the buttons of its page.
func (t Table) Open(state, role string) []string {
	var all []string
	for _, event := range t.Allowed(state) {
		if slices.Contains(t.Who(state, event), role) {
			all = append(all, event)
		}
	}
	return all
}

// Allows tells whether an event is possible in a state.
func (t Table) Allows(state, event string) bool {
	_, ok := t.find(state, event)
	return ok || t.Verb(state, event)
}

// Final tells whether nothing follows the state.
func (t Table) Final(state string) bool { return slices.Contains(t.Finals, state) }

// Who lists the roles that may cause an event in a state; Machine for a fact; nil where it is not possible.
func (t Table) Who(state, event string) []string {
	r, _ := t.find(state, event)
	return slices.Clone(r.By)
}

// Adverse tells whether the event in that state is a decision against a person.
func (t Table) Adverse(state, event string) bool {
	r, _ := t.find(state, event)
	return r.Adverse
}

// Permit refuses an act that the table rules out: act.state where it is not possible, forbidden where
// the role may not, act.reason where an adverse act comes without a reason.
func (t Table) Permit(state, event, role, reason string) error {
	r, ok := t.find(state, event)
	switch {
	case !ok:
		return t.refuse(state, event)
	case !slices.Contains(r.By, role):
		return fault.New("forbidden", "role", role, "act", t.LabelOf(event).Chinese, "who", strings.Join(r.By, "、"))
	case r.Adverse && strings.TrimSpace(reason) == "":
		return fault.New("act.reason")
	}
	return nil
}

// Next tells where an event leads. The plan is the list of the stages' states in order; a procedure
// without a plan passes nil. An event that is not possible is act.state; Next at the end of the plan
// is procedure.plan.over.
func (t Table) Next(at Place, event string, plan []string) (Place, error) {
	r, ok := t.find(at.State, event)
	if !ok && t.Verb(at.State, event) {
		return at, nil // a word on the route that leaves the case where it is
	}
	if !ok {
		return at, t.refuse(at.State, event)
	}
	switch r.To {
	case Stay:
		return at, nil
	case This:
		return stand(at, at.Stage, plan)
	case Next:
		return stand(at, at.Stage+1, plan)
	}
	return Place{State: r.To, Stage: seek(plan, at.Stage, r.To)}, nil
}

// stand puts the case into a stage of the plan.
func stand(at Place, stage int, plan []string) (Place, error) {
	if stage < 0 || stage >= len(plan) {
		return at, fault.New("procedure.plan.over", "stages", len(plan))
	}
	return Place{State: plan[stage], Stage: stage}, nil
}

// seek finds the stage of a state: the one we stand in, else the nearest behind (a state named outright
// where stages repeat is a step back; forward goes Next), else the nearest ahead. A state outside the
// plan (a pause, an end) leaves the stage where it was.
func seek(plan []string, stage int, state string) int {
	for i := min(stage, len(plan)-1); i >= 0; i-- {
		if plan[i] == state {
			return i
		}
	}
	for i := max(stage, 0); i < len(plan); i++ {
		if plan[i] == state {
			return i
		}
	}
	return stage
}

// LabelOf is the label of a state, an event or a group; an unknown code is its own label.
func (t Table) LabelOf(code string) Label {
	for _, names := range [][]Name{t.States, t.Acts, t.Verbs} {
		for _, n := range names {
			if n.Code == code {
				return n.Label
			}
		}
	}
	for _, g := range t.Groups {
		if g.Code == code {
			return g.Label
		}
	}
	return Label{Chinese: code, English: code}
}

// In tells whether a state belongs to a group.
func (t Table) In(group, state string) bool { return slices.Contains(t.expand(group), state) }

func (t Table) find(state, event string) (Row, bool) {
	for _, r := range t.Rows {
		if r.Event == event && slices.Contains(t.expand(r.From), state) {
			return r, true
		}
	}
	return Row{}, false
}

// expand gives the states of a group; a state stands for itself.
func (t Table) expand(from string) []string {
	for _, g := range t.Groups {
		if g.Code == from {
			return g.States
		}
	}
	return []string{from}
}

func (t Table) refuse(state, event string) error {
	return fault.New("act.state", "state", t.LabelOf(state).Chinese, "act", t.LabelOf(event).Chinese)
}

func (r Row) machine() bool { return slices.Contains(r.By, Machine) }
