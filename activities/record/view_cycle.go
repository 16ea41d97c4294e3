package record

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"jinchu/activities/store"
	"jinchu/policy/approval"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
)

// CycleView is a cycle as those who may read it see it: where it stands, what may be done, what stands in
// the way, and on which rules it rests. It shows no person.
type CycleView struct {
	ID         string         `json:"id"`
	Title      string         `json:"title"`
	Unit       string         `json:"unit"`
	State      string         `json:"state"`
	Label      string         `json:"label"`
	Seq        int64          `json:"seq"`
	Stage      int            `json:"stage"`
	Plan       []PlanView     `json:"plan"`
	Regulation RegulationView `json:"regulation"`
	Open       []OpenView     `json:"open" doc:"没有写明、须先裁定的"`
	Lint       []LintView     `json:"lint"`
	Rulings    []RulingView   `json:"rulings"`
	Posts      []PostView     `json:"posts"`
	Deadlines  []DeadlineView `json:"deadlines"`
	Next       []Next         `json:"next"`
	Route      *RouteView     `json:"route,omitempty" doc:"几个人逐步作出的决定：批准方案、决定录用"`
	Staffing   []StaffingView `json:"staffing" doc:"before the notice: whether each decision can be taken by the people there are"`
	Awaits     []string       `json:"awaits"`
	Blocked    []Blocked      `json:"blocked" doc:"结束本环节还差什么"`
	Counts     map[string]int `json:"counts" doc:"各状态的报名人数"`
	Facts      map[string]any `json:"facts"`
}

// PlanView is one step of the plan.
type PlanView struct {
	State  string                 `json:"state"`
	Label  string                 `json:"label"`
	Stages []regulation.StageKind `json:"stages"`
}

// RegulationView names the rules a cycle is held to.
type RegulationView struct {
	ID      string `json:"id"`
	Version int    `json:"version"`
	Title   string `json:"title"`
}

// OpenView is a value the rules leave open, and who may rule on it.
type OpenView struct {
	Path    string `json:"path"`
	Chinese string `json:"zh"`
	Ruler   string `json:"ruler"`
}

// LintView is a finding, and whether somebody answered for it.
type LintView struct {
	language.Finding
	Overridden bool `json:"overridden"`
}

// RulingView is a ruling as everybody concerned may read it.
type RulingView struct {
	Kind     string `json:"kind"`
	Path     string `json:"path"`
	Value    string `json:"value,omitempty"`
	Ruler    string `json:"ruler"`
	Reason   string `json:"reason"`
	Invented bool   `json:"invented"`
	Date     string `json:"date"`
}

// PostView is a post of the plan.
type PostView struct {
	ID        string         `json:"id"`
	Code      string         `json:"code"`
	Name      string         `json:"name"`
	Unit      string         `json:"unit"`
	Class     string         `json:"class"`
	Headcount int            `json:"headcount"`
	ByPath    map[string]int `json:"by_path,omitempty"`
	Disposed  string         `json:"disposed,omitempty"`
}

// DeadlineView is a legal deadline.
type DeadlineView struct {
	Name     string    `json:"name"`
	At       time.Time `json:"at"`
	Calendar string    `json:"calendar"`
	State    string    `json:"state"`
}

// Blocked is a reason why an act would be refused now.
type Blocked struct {
	Act    string `json:"act"`
	Code   string `json:"code"`
	Title  string `json:"title"`
	Detail string `json:"detail"`
	Place  string `json:"place,omitempty"`
}

// Cycle shows a cycle to somebody who may read it. Faults: unknown, forbidden.
func (d *Desk) Cycle(ctx context.Context, a Actor, id string) (v CycleView, err error) {
	err = d.reading(ctx, a, id, "read", func(c *contest) error {
		v, err = c.view(a)
		return err
	})
	return v, err
}

// reading opens a cycle for somebody the policy lets do this with it. What one may not see is not there.
func (d *Desk) reading(ctx context.Context, a Actor, id, act string, do func(*contest) error) error {
	return d.store.Read(ctx, func(tx store.Tx) error {
		_, c, err := d.look(ctx, tx, a, id, act, CycleKind)
		if err != nil {
			return err
		}
		return do(c)
	})
}

// look opens a case of one of the kinds for somebody the policy lets do this with it, and its cycle.
func (d *Desk) look(ctx context.Context, tx store.Tx, a Actor, id, act string, kinds ...string) (at store.CaseFile, c *contest, err error) {
	if at, err = tx.Case(ctx, id); err != nil {
		return at, nil, err
	}
	if !slices.Contains(kinds, at.Kind) {
		return at, nil, fault.New("unknown", "what", kinds[0])
	}
	if _, err := d.allowed(ctx, tx, asking{Actor: a}, at.Kind, act, at.Unit, id); err != nil {
		return at, nil, err
	}
	cycle, err := cycleOf(ctx, tx, at)
	if err != nil {
		return at, nil, err
	}
	c, err = d.open(ctx, tx, cycle)
	return at, c, err
}

func (c *contest) view(a Actor) (v CycleView, err error) {
	table := tables[CycleKind]
	v = CycleView{ID: c.cycle.ID, Title: c.row.Title, Unit: c.cycle.Unit, State: c.cycle.State, Label: table.LabelOf(c.cycle.State).Chinese,
		Seq: c.cycle.Seq, Stage: c.cycle.Stage, Facts: c.row.Facts, Open: []OpenView{},
		Regulation: RegulationView{c.cycle.Regulation, c.cycle.RegulationVersion, c.reg.Title}}
	for _, step := range c.plan {
		p := PlanView{State: step.State, Label: table.LabelOf(step.State).Chinese, Stages: []regulation.StageKind{}}
		for _, i := range step.Stages {
			p.Stages = append(p.Stages, c.reg.Procedure[i].Kind)
		}
		v.Plan = append(v.Plan, p)
	}
	for _, o := range c.unsaid {
		v.Open = append(v.Open, OpenView(o))
	}
	c.viewRules(&v)
	for _, p := range c.posts {
		disposed, _ := p.Facts["disposed"].(string)
		v.Posts = append(v.Posts, PostView{p.ID, p.Code, p.Name, p.Unit, p.Class, p.Headcount, byPath(p), disposed})
	}
	return v, c.viewNow(a, &v)
}

func orEmpty[T any](all []T) []T { return append([]T{}, all...) }

func (c *contest) viewRules(v *CycleView) {
	left := unoverridden(c.found, c.rulings)
	v.Lint = []LintView{}
	for _, f := range c.found {
		open := slices.ContainsFunc(left, func(o language.Finding) bool { return o.Code == f.Code && o.Path == f.Path })
		v.Lint = append(v.Lint, LintView{f, f.Severity == language.Error && !open})
	}
	v.Rulings = rulingViews(c.rulings)
}

func rulingViews(rulings []store.Ruling) []RulingView {
	values, all := ruledValues(rulings), []RulingView{}
	for _, r := range rulings {
		one := RulingView{Kind: r.Kind, Path: r.Place, Ruler: r.Role, Reason: r.Reason, Invented: r.Invented,
			Date: calendar.DateOf(r.At).String()}
		if r.Kind == store.RuledValue {
			one.Value, values = values[0].Value, values[1:]
		}
		all = append(all, one)
	}
	return all
}

func (c *contest) viewNow(a Actor, v *CycleView) error {
	done, err := c.tx.DoingsOf(c.ctx, c.cycle.ID)
	if err != nil {
		return err
	}
	if v.Next, err = c.next(c.cycle, done); err != nil {
		return err
	}
	if v.Route, err = c.viewRoute(a, done); err != nil {
		return err
	}
	if v.Staffing, err = c.staffing(done); err != nil {
		return err
	}
	if v.Deadlines, err = c.deadlines(c.cycle.ID); err != nil {
		return err
	}
	missing, err := c.awaits(c.cycle.Stage)
	if err != nil {
		return err
	}
	v.Awaits, v.Blocked = orEmpty(missing), []Blocked{}
	for _, n := range v.Next {
		for _, why := range c.blockers(c.leadsTo(n.Act)) {
			v.Blocked = append(v.Blocked, blocked(n.Act, why))
		}
	}
	if err := c.namesTheirs(a, v.Blocked); err != nil {
		return err
	}
	v.Counts, err = c.tx.CountStates(c.ctx, c.cycle.ID)
	return err
}

// leadsTo is the act that stands in the way of is about: of a word on a route what a full agreement brings.
func (c *contest) leadsTo(act string) string {
	if act == approval.Agree {
		return tables[CycleKind].OnRoute(c.cycle.State)
	}
	return act
}

// namesTheirs takes the tickets of those whom the actor may not read out of what stands in the way.
func (c *contest) namesTheirs(a Actor, all []Blocked) error {
	if !slices.ContainsFunc(all, func(b Blocked) bool { return b.Place != "" }) {
		return nil
	}
	may, err := c.mayTicket(a)
	for i := range all {
		if all[i].Place != "" && !may(all[i].Place) {
			all[i].Place = ""
		}
	}
	return err
}

// mayTicket tells of a ticket whether the actor may read whose it is; what is no ticket anybody may.
func (c *contest) mayTicket(a Actor) (func(string) bool, error) {
	apps, err := c.applications()
	known, of := map[string]bool{}, map[string]bool{}
	for _, app := range apps {
		of[app.Ticket] = c.mayRead(a, app.Unit, known)
	}
	return func(ticket string) bool { may, is := of[ticket]; return may || !is }, err
}

func blocked(act string, why error) Blocked {
	f := fault.Of(why)
	return Blocked{Act: act, Code: f.Code, Title: f.Sentence(fault.Chinese), Detail: f.Sentence(fault.English), Place: f.Place}
}

func (c *contest) deadlines(id string) ([]DeadlineView, error) {
	all, err := c.tx.DeadlinesOf(c.ctx, id)
	views := make([]DeadlineView, 0, len(all))
	for _, d := range all {
		if d.State != "open" && strings.HasPrefix(d.Name, roundClock) {
			continue // a round that is over is in the history, and its clock nobody's concern
		}
		views = append(views, DeadlineView{d.Name, d.At, d.Calendar, d.State})
	}
	return views, err
}

// CycleLine is a line of the list of cycles.
type CycleLine struct {
	ID         string `json:"id"`
	Title      string `json:"title"`
	Unit       string `json:"unit"`
	State      string `json:"state"`
	Label      string `json:"label"`
	Seq        int64  `json:"seq"`
	Regulation string `json:"regulation"`
	Version    int    `json:"version"`
}

// Cycles lists the cycles that the actor may read, in order of ID after one.
func (d *Desk) Cycles(ctx context.Context, a Actor, after string, limit int) (all []CycleLine, err error) {
	err = d.store.Read(ctx, func(tx store.Tx) error {
		where, err := d.reach(ctx, tx, a, CycleKind, "read")
		if err != nil {
			return err
		}
		rows, err := tx.CyclesIn(ctx, where, after, limit)
		for _, at := range rows {
			all = append(all, CycleLine{at.ID, at.Title, at.Unit, at.State, tables[CycleKind].LabelOf(at.State).Chinese,
				at.Seq, at.Regulation, at.RegulationVersion})
		}
		return err
	})
	return all, err
}

// Proposals shows what confirming the results would do now, the rows of those the actor may read, and
// the name of the whole list. What must be settled first stands in it; any other reason why there is no
// result is the fault.
func (d *Desk) Proposals(ctx context.Context, a Actor, id string) (p Proposals, digest string, err error) {
	err = d.reading(ctx, a, id, "read", func(c *contest) error {
		p, err = c.propose()
		if f := fault.Of(err); err != nil && f.Kind() == fault.Unruled {
			if !slices.ContainsFunc(p.Open, func(n Needed) bool { return n.Code == f.Code }) {
				p.Open = append(p.Open, Needed{Code: f.Code, Title: f.Sentence(fault.Chinese)})
			}
			err = nil // what must be settled first is the answer
		}
		p.Rows, p.Open = orEmpty(p.Rows), orEmpty(p.Open)
		digest = p.Digest()
		known := map[string]bool{}
		p.Rows = slices.DeleteFunc(p.Rows, func(row Proposal) bool { return !c.mayRead(a, row.app.Unit, known) })
		may, none := c.mayTicket(a)
		for i, n := range p.Open {
			p.Open[i].Tickets = slices.DeleteFunc(slices.Clone(n.Tickets), func(ticket string) bool { return !may(ticket) })
		}
		return errors.Join(err, none)
	})
	return p, digest, err
}
