package record

import (
	"slices"

	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/procedure"
)

// WhyPending is what a case waits for.
type WhyPending struct {
	Cycle     *procedure.Label `json:"cycle,omitempty" doc:"of an application: where its cycle stands"`
	Over      bool             `json:"over" doc:"nothing follows"`
	Acts      []WhyAct         `json:"acts" doc:"what may be done, by whom, and why the caller may not"`
	Awaits    []string         `json:"awaits"`
	Blocked   []Blocked        `json:"blocked"`
	Open      []OpenView       `json:"open" doc:"what the rules do not say and somebody must rule on"`
	Deadlines []DeadlineView   `json:"deadlines" doc:"running"`
}

// WhyAct is something that may be done.
type WhyAct struct {
	Act    string          `json:"act"`
	Label  procedure.Label `json:"label"`
	Roles  []WhyRole       `json:"roles"`
	May    bool            `json:"may" doc:"the caller may"`
	WhyNot *Blocked        `json:"why_not,omitempty" doc:"title in Chinese, detail in English"`
}

func (y *inquiry) pending(done []store.Doing) (p WhyPending, err error) {
	var next []Next
	p = WhyPending{Over: tables[y.at.Kind].Final(y.at.State), Awaits: []string{}, Blocked: []Blocked{}, Open: []OpenView{}, Acts: []WhyAct{}}
	if y.at.Kind == CycleKind {
		var v CycleView
		err = y.viewNow(y.actor, &v)
		next, p.Awaits, p.Blocked, p.Deadlines = v.Next, v.Awaits, v.Blocked, v.Deadlines
		for _, o := range y.unsaid {
			p.Open = append(p.Open, OpenView(o))
		}
	} else {
		label := tables[CycleKind].LabelOf(y.cycle.State)
		p.Cycle = &label
		if next, err = y.next(y.at, done); err == nil {
			p.Deadlines, err = y.deadlines(y.at.ID)
		}
	}
	if err != nil {
		return p, err
	}
	p.Deadlines = slices.DeleteFunc(p.Deadlines, func(d DeadlineView) bool { return d.State != "open" })
	p.Acts, err = y.acts(next, done)
	return p, err
}

// acts says of everything that may be done whether the caller may, and else why not.
func (y *inquiry) acts(next []Next, done []store.Doing) ([]WhyAct, error) {
	all := make([]WhyAct, 0, len(next))
	for _, n := range next {
		act := WhyAct{Act: n.Act, Label: tables[y.at.Kind].LabelOf(n.Act), Roles: rolesNamed(n.Roles), May: true}
		if no := y.mayNot(n, done); no != nil {
			if kind := fault.Of(no).Kind(); kind == fault.Busy || kind == fault.Internal {
				return nil, no
			}
			why := blocked(n.Act, no)
			act.May, act.WhyNot = false, &why
		}
		all = append(all, act)
	}
	return all, nil
}

// mayNot is why the caller may not do it now: the policy, whose turn it is, that it must be another, or
// that the cycle does not stand there.
func (y *inquiry) mayNot(n Next, done []store.Doing) error {
	able, err := y.desk.ableAt(y.ctx, y.tx, y.actor, y.at, y.at.Kind, n.Act, y.at.Unit, y.at.ID)
	if err != nil {
		return err
	}
	if tables[y.at.Kind].Verb(y.at.State, n.Act) {
		return y.mayNotSpeak(n, done)
	}
	if !slices.ContainsFunc(able, func(h Held) bool { return slices.Contains(n.Roles, h.Role) }) {
		return notTheirs(able[0].Role, n.Label, n.Roles)
	}
	if err := y.another(y.at, n.Act, y.actor.Mark(), done); err != nil || y.at.Kind == CycleKind {
		return err
	}
	return y.during(n.Act)
}
