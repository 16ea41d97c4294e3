package record

import (
	"context"
	"encoding/json"
	"time"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
)

// ApplicationLine is a line of the list of applications. It shows no person.
type ApplicationLine struct {
	ID       string    `json:"id"`
	Ticket   string    `json:"ticket"`
	Post     string    `json:"post"`
	Path     string    `json:"path"`
	State    string    `json:"state"`
	Label    string    `json:"label"`
	Seq      int64     `json:"seq"`
	Received time.Time `json:"received"`

	unit string
}

// Applications lists a cycle's applications that the actor may read, in order of ID after one; no states is all.
func (d *Desk) Applications(ctx context.Context, a Actor, cycle string, states []string, after string, limit int) (all []ApplicationLine, err error) {
	err = d.reading(ctx, a, cycle, "read", func(c *contest) error {
		where, err := d.reach(ctx, c.tx, a, ApplicationKind, "read")
		if err != nil {
			return err
		}
		page, err := c.tx.ApplicationsIn(ctx, cycle, where, states, after, limit)
		for _, app := range page {
			all = append(all, c.applicationLine(app))
		}
		return err
	})
	return all, err
}

// reach is where the actor may do an act, for lists: what lies elsewhere is not read at all.
func (d *Desk) reach(ctx context.Context, tx store.Tx, a Actor, kind, act string) (policy.Reach, error) {
	held, err := d.held(ctx, tx, asking{Actor: a})
	if err != nil {
		return policy.Reach{}, err
	}
	return tx.Reach(ctx, held, kind, act)
}

// mayRead tells whether the actor may read the applications of an area.
func (c *contest) mayRead(a Actor, unit string, known map[string]bool) bool {
	return c.mayIn(a, "read", unit, known)
}

// mayIn asks the policy once for each act and area.
func (c *contest) mayIn(a Actor, act, unit string, known map[string]bool) bool {
	may, asked := known[act+" "+unit]
	if !asked {
		_, no := c.desk.allowed(c.ctx, c.tx, asking{Actor: a}, ApplicationKind, act, unit, "")
		may = no == nil
		known[act+" "+unit] = may
	}
	return may
}

func (c *contest) applicationLine(app store.Application) ApplicationLine {
	return ApplicationLine{app.ID, app.Ticket, c.codeOf(app.Post), app.Path, app.State,
		tables[ApplicationKind].LabelOf(app.State).Chinese, app.Seq, app.Received, app.Unit}
}

// readable are the applications of the cycle that the actor may read, by ID: a township sees its own.
func (c *contest) readable(a Actor) (map[string]store.Application, error) {
	where, err := c.desk.reach(c.ctx, c.tx, a, ApplicationKind, "read")
	shown := map[string]store.Application{}
	for after, more := "", !where.Nowhere(); more && err == nil; {
		var page []store.Application
		page, err = c.tx.ApplicationsIn(c.ctx, c.cycle.ID, where, nil, after, applicationsAtOnce)
		for _, app := range page {
			shown[app.ID], after = app, app.ID
		}
		more = len(page) == applicationsAtOnce
	}
	return shown, err
}

// DecisionView is what a role decided, and why.
type DecisionView struct {
	Case   string `json:"case"`
	Seq    int64  `json:"seq"`
	Kind   string `json:"kind"`
	About  string `json:"about,omitempty"`
	Role   string `json:"role"`
	By     string `json:"by" doc:"person ID"`
	Reason string `json:"reason"`
	Hidden bool   `json:"withheld,omitempty" doc:"a reason stands that speaks of health or of the past; it is for those who decide such things"`
	Date   string `json:"date"`
}

// Decisions lists every decision of a cycle and its applications, in order. What concerns an application is
// for those who may read it, why somebody is not accommodated for those who decide that.
func (d *Desk) Decisions(ctx context.Context, a Actor, cycle string) (views []DecisionView, err error) {
	views = []DecisionView{}
	err = d.reading(ctx, a, cycle, "read", func(c *contest) error {
		shown, err := c.readable(a)
		if err != nil {
			return err
		}
		known := map[string]bool{} // by act and area
		hidden, err := c.hidden(shown)
		if err != nil {
			return err
		}
		all, err := c.tx.Decisions(ctx, cycle)
		for _, one := range all {
			app, may := shown[one.Case]
			if !may && (one.Case != cycle || hidden[one.About]) {
				continue
			}
			withheld := false
			if act, guarded := readsReasons(one.Kind); guarded && !c.mayIn(a, act, app.Unit, known) {
				withheld, one.Reason = one.Reason != "", ""
			}
			views = append(views, DecisionView{one.Case, one.Seq, one.Kind, one.About, one.Role, one.By, one.Reason, withheld,
				calendar.NewDate(one.Date.Date()).String()})
		}
		return err
	})
	return views, err
}

// readsReasons names the act that one must be allowed in order to read the reasons of a kind of decision, where
// they speak of somebody's needs, health or past.
func readsReasons(kind string) (act string, guarded bool) {
	switch kind {
	case "grant_accommodation", "refuse_accommodation":
		return kind, true
	case "pass_medical", "fail_medical", "pass_background", "fail_background", "recheck":
		return readMedical, true
	}
	return "", false
}

// Acts of the policy that open a field of an application.
const (
	readMedical = "read_medical"
	readRaters  = "read_raters"
)

// hidden are the objections about applications that are not shown.
func (c *contest) hidden(shown map[string]store.Application) (map[string]bool, error) {
	all, err := c.tx.Objections(c.ctx, c.cycle.ID)
	hidden := map[string]bool{}
	for _, o := range all {
		if _, may := shown[o.Application]; o.Application != "" && !may {
			hidden[o.ID] = true
		}
	}
	return hidden, err
}

// Contracts lists the contracts of a cycle, without their text.
func (d *Desk) Contracts(ctx context.Context, a Actor, cycle string) (views []ContractView, err error) {
	views = []ContractView{}
	err = d.reading(ctx, a, cycle, "read", func(c *contest) error {
		shown, err := c.readable(a)
		if err != nil {
			return err
		}
		all, err := c.tx.Contracts(ctx, cycle)
		for _, k := range all {
			if app, may := shown[k.Application]; may {
				views = append(views, c.contractView(k, app))
			}
		}
		return err
	})
	return views, err
}

// ObjectionView is an objection; what it says is for those who decide it, who said it for nobody here.
type ObjectionView struct {
	ID          string `json:"id"`
	Application string `json:"application,omitempty"`
	Text        string `json:"text,omitempty"`
	Verdict     string `json:"verdict,omitempty"`
	Verified    bool   `json:"verified"`
	Affects     bool   `json:"affects"`
	Date        string `json:"date"`
}

// Objections lists the objections of a cycle: those about the whole, and about applications the actor may read.
func (d *Desk) Objections(ctx context.Context, a Actor, cycle string) (views []ObjectionView, err error) {
	views = []ObjectionView{}
	err = d.reading(ctx, a, cycle, "read", func(c *contest) error {
		_, no := d.allowed(ctx, c.tx, asking{Actor: a}, CycleKind, "decide_objection", c.cycle.Unit, cycle)
		apps, err := c.readable(a)
		if err != nil {
			return err
		}
		all, err := c.tx.Objections(ctx, cycle)
		for _, o := range all {
			if _, may := apps[o.Application]; o.Application != "" && !may {
				continue
			}
			shown := ObjectionView{ID: o.ID, Application: o.Application, Verdict: o.Verdict, Verified: o.Verified, Affects: o.Affects,
				Date: calendar.DateOf(o.Received).String()}
			if no == nil {
				var said struct{ Text string }
				_ = json.Unmarshal(o.Personal, &said) // always written as such
				shown.Text = said.Text
			}
			views = append(views, shown)
		}
		return err
	})
	return views, err
}

// NoticeView is a public text.
type NoticeView struct {
	ID        string     `json:"id"`
	Kind      string     `json:"kind"`
	Text      string     `json:"text"`
	Digest    string     `json:"digest"`
	Published time.Time  `json:"published"`
	Ends      *time.Time `json:"ends"`
}

// Notices lists what a cycle made public; anyone may read it.
func (d *Desk) Notices(ctx context.Context, cycle string) (views []NoticeView, err error) {
	views = []NoticeView{}
	err = d.store.Read(ctx, func(tx store.Tx) error {
		if _, err := d.allowed(ctx, tx, asking{Actor: Actor{}}, "notice", "read", "", ""); err != nil {
			return err
		}
		all, err := tx.Notices(ctx, cycle)
		for _, n := range all {
			views = append(views, NoticeView{n.ID, n.Kind, n.Text, n.Digest, n.Published, n.Ends})
		}
		return err
	})
	return views, err
}

// lines are tickets and posts of the applications that the actor may read, by ID.
func (c *contest) lines(a Actor) (map[string]ApplicationLine, error) {
	apps, err := c.readable(a)
	lines := map[string]ApplicationLine{}
	for id, app := range apps {
		lines[id] = c.applicationLine(app)
	}
	return lines, err
}

// AuditView is a line of a case's chain.
type AuditView struct {
	Case       string    `json:"case"`
	No         int64     `json:"no"`
	Seq        int64     `json:"seq"`
	Event      string    `json:"event"`
	By         string    `json:"by" doc:"person ID, applicant, public or machine; empty where it tells who keyed marks, for those who may not see raters"`
	Role       string    `json:"role"`
	BusinessAt time.Time `json:"business_at"`
}

// Audit lists and verifies the chains of a cycle and all its applications. A chain that does not hold is
// the fault store.audit.broken.
func (d *Desk) Audit(ctx context.Context, a Actor, cycle string) (views []AuditView, err error) {
	views = []AuditView{}
	err = d.store.Read(ctx, func(tx store.Tx) error {
		at, err := tx.Case(ctx, cycle)
		if err != nil {
			return err
		}
		if at.Kind != CycleKind {
			return fault.New("unknown", "what", CycleKind)
		}
		if _, err := d.allowed(ctx, tx, asking{Actor: a}, "audit", "verify", at.Unit, cycle); err != nil {
			return err
		}
		_, no := d.allowed(ctx, tx, asking{Actor: a}, ApplicationKind, readRaters, at.Unit, "")
		cases, err := below(ctx, tx, cycle)
		if err != nil {
			return err
		}
		for _, id := range cases {
			if err := tx.Verify(ctx, id); err != nil {
				return err
			}
			all, err := tx.AuditOf(ctx, id)
			if err != nil {
				return err
			}
			for _, e := range all {
				if e.Event == "enter_scores" && no != nil {
					e.Actor = ""
				}
				views = append(views, AuditView{id, e.No, e.Seq, e.Event, e.Actor, e.Role, e.BusinessAt})
			}
		}
		return nil
	})
	return views, err
}

// below lists a cycle and its applications.
func below(ctx context.Context, tx store.Tx, cycle string) ([]string, error) {
	ids := []string{cycle}
	for after := ""; ; {
		page, err := tx.Cases(ctx, ApplicationKind, cycle, after, applicationsAtOnce)
		if err != nil {
			return nil, err
		}
		for _, c := range page {
			ids = append(ids, c.ID)
		}
		if len(page) < applicationsAtOnce {
			return ids, nil
		}
		after = page[len(page)-1].ID
	}
}
