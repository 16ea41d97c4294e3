package record

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/procedure"
	"jinchu/policy/recruitment"
)

// Why explains a case: what every recorded step rested on, and what the case waits for. It shows no name,
// number or paper, and the ID of who acted only to those who verify the audit.
type Why struct {
	Case       string          `json:"case"`
	Kind       string          `json:"kind"`
	State      string          `json:"state"`
	Label      procedure.Label `json:"label"`
	Regulation RegulationView  `json:"regulation"`
	Steps      []WhyStep       `json:"steps"`
	Pending    WhyPending      `json:"pending"`
}

// WhyStep is one step and its ground.
type WhyStep struct {
	Case      string               `json:"case" doc:"of a step of the cycle that concerns the person: the cycle"`
	Seq       int64                `json:"seq"`
	Event     string               `json:"event"`
	Label     procedure.Label      `json:"label"`
	Date      string               `json:"date" doc:"business date"`
	Who       WhyRole              `json:"who"`
	Unit      string               `json:"unit,omitempty"`
	By        string               `json:"by,omitempty" doc:"only for those who verify the audit"`
	For       *WhyRole             `json:"acting_for,omitempty"`
	Could     []WhyRole            `json:"could" doc:"who could have acted: by the table, the policy of today and the turn of the rules"`
	Policy    WhyPolicy            `json:"policy"`
	Paper     *WhyPaper            `json:"paper,omitempty" doc:"entered from signed paper, or about such an entry"`
	Service   *WhyService          `json:"service,omitempty" doc:"a document served, or a try"`
	Through   *procedure.Label     `json:"through,omitempty" doc:"the act on the cycle that moved the person"`
	Reason    string               `json:"reason,omitempty"`
	Withheld  bool                 `json:"withheld,omitempty" doc:"a reason was given that may speak of health or of other people: it stands in the decision alone"`
	Gone      bool                 `json:"gone,omitempty" doc:"what the step rested on was destroyed when its time was over"`
	Rules     []recruitment.Reason `json:"rules" doc:"the rules' text, source and what they said"`
	Result    *WhyResult           `json:"result,omitempty"`
	Moved     map[string]int       `json:"moved,omitempty" doc:"of confirmed results: how many people by event; goes_on"`
	Stopped   *procedure.Label     `json:"stopped,omitempty" doc:"what the rules do not say"`
	Rulings   []RulingView         `json:"rulings,omitempty"`
	Deadlines []WhyDeadline        `json:"deadlines,omitempty"`
	Route     *WhyRoute            `json:"route,omitempty" doc:"of a word on a route of approvals: which step and seat, for whom, and what it came to"`
	Would     []procedure.Label    `json:"would" doc:"what would have changed it"`
	wall      time.Time
}

// WhyRole is a role with its title; the person only for those who verify the audit.
type WhyRole struct {
	Role  string `json:"role"`
	Title string `json:"title"`
	Unit  string `json:"unit,omitempty"`
	By    string `json:"by,omitempty"`
}

// WhyPolicy is the line that allowed the act.
type WhyPolicy struct {
	Version string `json:"version"`
	Line    string `json:"line"`
	Current bool   `json:"current" doc:"the policy in force is still this version"`
}

// inquiry is one question about a case.
type inquiry struct {
	*contest
	actor  Actor
	at     store.CaseFile
	audits bool // may verify the audit
	lists  map[int64][]Proposal
	papers map[string][]store.Paper // by case
}

// Why explains a cycle or an application to those who may read it. Faults: unknown, forbidden.
func (d *Desk) Why(ctx context.Context, a Actor, id string) (w Why, err error) {
	err = d.store.Read(ctx, func(tx store.Tx) error {
		at, c, err := d.look(ctx, tx, a, id, "read", CycleKind, ApplicationKind)
		if err != nil {
			return err
		}
		_, no := d.allowed(ctx, tx, asking{Actor: a}, "audit", "verify", c.cycle.Unit, c.cycle.ID)
		y := &inquiry{contest: c, actor: a, at: at, audits: no == nil, lists: map[int64][]Proposal{}, papers: map[string][]store.Paper{}}
		w, err = y.why()
		return err
	})
	return w, err
}

func (y *inquiry) why() (w Why, err error) {
	w = Why{Case: y.at.ID, Kind: y.at.Kind, State: y.at.State, Label: tables[y.at.Kind].LabelOf(y.at.State),
		Regulation: RegulationView{y.cycle.Regulation, y.cycle.RegulationVersion, y.reg.Title}}
	own, err := y.trail(y.at)
	if err != nil {
		return w, err
	}
	if w.Steps, err = y.steps(own); err != nil {
		return w, err
	}
	if y.at.Kind == ApplicationKind {
		if err := y.goneOn(&w); err != nil {
			return w, err
		}
	}
	w.Pending, err = y.pending(own.done)
	return w, err
}

// trail is what was recorded of a case.
type trail struct {
	at    store.CaseFile
	audit []store.Audited
	done  []store.Doing
	stood map[int64]store.Step // by step: what it came to
}

func (y *inquiry) trail(at store.CaseFile) (t trail, err error) {
	t = trail{at: at, stood: map[int64]store.Step{}}
	if t.audit, err = y.tx.AuditOf(y.ctx, at.ID); err != nil {
		return t, err
	}
	steps, err := y.tx.StepsSince(y.ctx, at.ID, 0)
	for _, s := range steps {
		t.stood[s.Seq] = s
	}
	for _, e := range t.audit {
		t.done = append(t.done, store.Doing{Case: at.ID, Seq: e.Seq, Event: e.Event, Person: e.Actor, Role: e.Role, At: e.BusinessAt})
	}
	return t, err
}

// before is where the case stood when an entry was made; nowhere before it was opened.
func (t trail) before(e store.Audited) store.CaseFile {
	at, seq := t.at, e.Seq
	if t.stood[seq].Event == e.Event {
		seq--
	}
	at.Seq, at.State, at.Stage = seq, t.stood[seq].State, t.stood[seq].Stage
	return at
}

func (y *inquiry) steps(t trail) ([]WhyStep, error) {
	all := make([]WhyStep, 0, len(t.audit))
	for i := range t.audit {
		k, err := y.recalled(t.at.ID, t.audit[i].No)
		if err != nil {
			return nil, err
		}
		s, err := y.step(t, i, k)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

// goneOn adds the confirmed results after which the person went on: they moved nobody, and count all the same.
func (y *inquiry) goneOn(w *Why) error {
	t, err := y.trail(y.cycle)
	if err != nil {
		return err
	}
	for i, e := range t.audit {
		if e.Event != "confirm" {
			continue
		}
		row, err := y.rowOf(e.Seq)
		if err != nil {
			return err
		}
		if row == nil || row.Event != "" {
			continue
		}
		k, err := y.recalled(y.cycle.ID, e.No)
		if err != nil {
			return err
		}
		k.Record.Proposals = nil // of the others
		s, err := y.step(t, i, k)
		if err != nil {
			return err
		}
		y.explainRow(&s, e.Seq, *row)
		w.Steps = append(w.Steps, s)
	}
	slices.SortStableFunc(w.Steps, func(a, b WhyStep) int { return cmp.Compare(a.wall.UnixNano(), b.wall.UnixNano()) })
	return nil
}

// recall is what an entry kept, as far as it may be shown: what applicants and the public wrote is not read.
type recall struct {
	Unit    string    `json:"unit"`
	Policy  allowance `json:"policy"`
	Through *through  `json:"through"`
	Reason  string    `json:"reason"`
	Body    struct {
		Reason    string     `json:"reason"`
		Minutes   string     `json:"minutes"`
		Rulings   []Ruled    `json:"rulings"`
		Overrides []Override `json:"overrides"`
	} `json:"body"`
	Counted []Counted  `json:"counted"`
	Route   *RouteKept `json:"route"`
	Record  struct {
		Stopped
		Service   *serviceKept         `json:"service"`
		Paper     *paperKept           `json:"paper"`
		Verdict   recruitment.Eligible `json:"verdict"`
		Proposals *Proposals           `json:"proposals"`
	} `json:"record"`
	gone bool
}

func (y *inquiry) recalled(id string, no int64) (k recall, err error) {
	text, err := y.tx.Payload(y.ctx, id, no)
	if fault.CodeOf(err) == "unknown" {
		return recall{gone: true}, nil
	}
	if err != nil {
		return k, err
	}
	if err := json.Unmarshal(text, &k); err != nil {
		return k, fault.New("internal").Because(err)
	}
	return k, nil
}
