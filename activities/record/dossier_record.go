package record

import (
	"context"
	"time"

	"jinchu/activities/store"
	"jinchu/policy/calendar"
	"jinchu/policy/dossier"
	"jinchu/policy/fault"
	"jinchu/policy/procedure"
	"jinchu/policy/retention"
)

// Recorded is case.json: all that is recorded of a case, as whoever exported it may read it.
type Recorded struct {
	Case         CaseView          `json:"case"`
	Belonging    []CaseView        `json:"belonging"` // of a cycle: its applications
	Cycle        *CycleView        `json:"cycle,omitempty"`
	Applications []ApplicationView `json:"applications"`
	Decisions    []DecisionView    `json:"decisions"`
	Standings    []StandingView    `json:"standings"`
	Scores       []ScoreView       `json:"scores"`
	Objections   []ObjectionView   `json:"objections"`
	Contracts    []ContractView    `json:"contracts"`
	Notices      []NoticeView      `json:"notices"`
	Documents    []Document        `json:"documents"`
	Why          *Why              `json:"-"` // a file of its own
}

// CaseView is where a case stands, what it is pinned to, and its steps.
type CaseView struct {
	ID         string          `json:"id"`
	Kind       string          `json:"kind"`
	Parent     string          `json:"parent,omitempty"`
	Unit       string          `json:"unit"`
	State      string          `json:"state"`
	Label      procedure.Label `json:"label"`
	Regulation string          `json:"regulation,omitempty"`
	Version    int             `json:"regulation_version,omitempty"`
	Policy     string          `json:"policy_version,omitempty"`
	Calendar   string          `json:"calendar_version,omitempty"`
	Created    time.Time       `json:"created"`
	Steps      []StepView      `json:"steps"`
}

// StepView is one recorded step, with the deadlines it opened and met.
type StepView struct {
	Seq   int64       `json:"seq"`
	Event string      `json:"event"`
	State string      `json:"state"`
	Stage int         `json:"stage"`
	Opens []store.Due `json:"opens"`
	Meets []string    `json:"meets"`
	Date  string      `json:"date"`
}

// Document is a file of the case. Its name may say whose it is and stands only beside its content.
type Document struct {
	ID     string `json:"id"`
	Case   string `json:"case"`
	State  string `json:"state"` // whole, withheld or destroyed
	Name   string `json:"name,omitempty"`
	File   string `json:"file,omitempty"` // in the archive
	Size   int64  `json:"size"`
	Digest string `json:"sha256"`
	By     string `json:"by"`
}

// view reads the record through the same doors as everybody: what the actor may not read there is not in the
// dossier either.
func (x *exporting) view(ctx context.Context) (err error) {
	if err := x.desk.store.Read(ctx, func(tx store.Tx) error { return x.steps(ctx, tx) }); err != nil {
		return err
	}
	r, cycle := &x.record, x.at.ID
	if x.at.Kind == ApplicationKind {
		cycle = x.at.Parent
	}
	for _, at := range x.cases {
		if at.Kind == ApplicationKind {
			v, err := x.desk.Application(ctx, x.actor, at.ID)
			if err != nil {
				return err
			}
			r.Applications = append(r.Applications, v)
		}
	}
	for _, read := range []func() error{
		func() error { return whole(&r.Decisions, x.desk.Decisions)(ctx, x.actor, cycle) },
		func() error { return whole(&r.Standings, x.desk.Standings)(ctx, x.actor, cycle) },
		func() error { return whole(&r.Scores, x.desk.Scores)(ctx, x.actor, cycle) },
		func() error { return whole(&r.Objections, x.desk.Objections)(ctx, x.actor, cycle) },
		func() error { return whole(&r.Contracts, x.desk.Contracts)(ctx, x.actor, cycle) },
		func() error { return x.public(ctx, cycle) },
		func() error { return x.ground(ctx, cycle) },
	} {
		if err := read(); fault.CodeOf(err) == "forbidden" {
			continue // of an application, for somebody who may not read its cycle
		} else if err != nil {
			return err
		}
	}
	if x.at.Kind == ApplicationKind {
		r.ofOne(x.at.ID)
	}
	why, err := x.desk.Why(ctx, x.actor, x.at.ID)
	r.Why = &why
	if x.wish.Open {
		r.open()
	}
	return err
}

// whole keeps a list of the cycle.
func whole[T any](into *[]T, read func(context.Context, Actor, string) ([]T, error)) func(context.Context, Actor, string) error {
	return func(ctx context.Context, a Actor, cycle string) (err error) {
		*into, err = read(ctx, a, cycle)
		*into = orEmpty(*into)
		return err
	}
}

// open takes out what stands sealed in the record, whoever exports it: the person, the text of contracts, what
// somebody needs and why it was refused, what an objection says.
func (r *Recorded) open() {
	for i := range r.Applications {
		v := &r.Applications[i]
		v.Person = nil
		if v.Contract != nil {
			v.Contract.Text = ""
		}
		for n := range v.Accommodations {
			v.Accommodations[n].Request, v.Accommodations[n].Answer = nil, nil
		}
	}
	for i := range r.Decisions {
		d := &r.Decisions[i]
		if _, guarded := readsReasons(d.Kind); guarded {
			d.Hidden, d.Reason = d.Hidden || d.Reason != "", ""
		}
	}
	for i := range r.Objections {
		r.Objections[i].Text = ""
	}
	for i := range r.Why.Steps {
		s := &r.Why.Steps[i]
		if _, guarded := readsReasons(s.Event); guarded {
			s.Withheld, s.Reason = s.Withheld || s.Reason != "", ""
		}
	}
}

// public adds what the cycle made public, and the cycle itself, to the dossier of a cycle.
func (x *exporting) public(ctx context.Context, cycle string) (err error) {
	x.record.Notices = []NoticeView{}
	if x.at.Kind == CycleKind {
		x.record.Notices, err = x.desk.Notices(ctx, cycle)
	}
	return err
}

func (x *exporting) ground(ctx context.Context, cycle string) error {
	v, err := x.desk.Cycle(ctx, x.actor, cycle)
	if err == nil {
		x.record.Cycle = &v
	}
	return err
}

// ofOne leaves of the cycle's lists what is about one application.
func (r *Recorded) ofOne(id string) {
	r.Decisions = only(r.Decisions, func(v DecisionView) bool { return v.Case == id || v.About == id })
	r.Standings = only(r.Standings, func(v StandingView) bool { return v.Application == id })
	r.Scores = only(r.Scores, func(v ScoreView) bool { return v.Application == id })
	r.Objections = only(r.Objections, func(v ObjectionView) bool { return v.Application == id })
	r.Contracts = only(r.Contracts, func(v ContractView) bool { return v.Application == id })
	r.Cycle = nil
}

func only[T any](all []T, is func(T) bool) []T {
	some := []T{}
	for _, v := range all {
		if is(v) {
			some = append(some, v)
		}
	}
	return some
}

func (x *exporting) steps(ctx context.Context, tx store.Tx) error {
	x.record.Applications, x.record.Belonging = []ApplicationView{}, []CaseView{}
	for i, at := range x.cases {
		all, err := tx.StepsSince(ctx, at.ID, 0)
		if err != nil {
			return err
		}
		v := CaseView{ID: at.ID, Kind: at.Kind, Parent: at.Parent, Unit: at.Unit, State: at.State, Label: tables[at.Kind].LabelOf(at.State),
			Regulation: at.Regulation, Version: at.RegulationVersion, Policy: at.PolicyVersion, Calendar: at.CalendarVersion, Created: at.Created.UTC(),
			Steps: []StepView{}}
		for _, s := range all {
			v.Steps = append(v.Steps, StepView{s.Seq, s.Event, s.State, s.Stage, s.Opens, s.Meets, calendar.DateOf(s.At).String()})
		}
		if i == 0 {
			x.record.Case = v
		} else {
			x.record.Belonging = append(x.record.Belonging, v)
		}
	}
	return nil
}

// opens names, by class of records, the act on an application that one must be allowed in order to read what
// entries of that class rested on. A class that is not here is shown to nobody: objections say who objected.
var opens = map[string]string{
	"plan": "read", "approval": "read", "service": "read_identity", "paper": "read_identity", "result": "read_identity", "appeal": "read_identity", "hire": "read_identity",
	"contract": "read_identity", "accommodation": "grant_accommodation", "check": readMedical,
}

// shows tells whether the actor is shown what entries of a class rested on, in an area. Applicants are not:
// their why tells them, without the notes of those who judged.
func (x *exporting) shows(c *contest, class, unit string) bool {
	act, shown := opens[class]
	if !shown || x.wish.Open || x.actor.Application != "" {
		return false
	}
	_, no := x.desk.allowed(c.ctx, c.tx, asking{Actor: x.actor}, ApplicationKind, act, unit, "")
	return no == nil
}

// withhold takes out what the actor may not read; the digests stay in the chain.
func (x *exporting) withhold(c *contest) {
	kinds := map[string]string{}
	for _, at := range x.cases {
		kinds[at.ID] = at.Kind
	}
	known := map[string]bool{}
	for i := range x.contents.Kept {
		k := &x.contents.Kept[i]
		if k.State != dossier.Whole {
			continue
		}
		class := retention.Holding(kinds[k.Case], x.contents.Entries[i].Event)
		asked := class + " " + x.units[k.Case]
		may, before := known[asked]
		if !before {
			may = x.shows(c, class, x.units[k.Case])
			known[asked] = may
		}
		if !may {
			x.withheld[class] = true
			*k = dossier.Kept{Case: k.Case, No: k.No, State: dossier.Withheld}
		}
	}
}
