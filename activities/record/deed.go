package record

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
	"jinchu/policy/procedure"
	"jinchu/policy/recruitment"
)

// errNoExam is a plan that stands in an examination without one: PlanOf never makes it.
var errNoExam = errors.New("a step of the plan examines nothing")

// deed is one act being decided, beside the locked record.
type deed struct {
	*contest
	cmd     store.Command
	at      store.CaseFile
	table   procedure.Table
	body    Body
	app     *store.Application // of an act on an application
	by      policy.Decision    // the policy line that allowed it
	out     store.Outcome
	about   string          // what a decision is about, besides its case
	route   *routed         // of a decision that several people take, as it stands after this act
	spoken  *RouteKept      // what a word on it rested on
	event   string          // what a word on the route brought about; "" for the act itself
	lapsing string          // the deadline that passed
	sheet   *paperEntry     // of an act entered from signed paper
	told    map[string]bool // applications moved by this act, whose procedures are told
}

// decide is the path of every act by a person: may this person, is it this role's turn, has the person
// kept out of what must be another's, what do the rules say; then what follows, written as one.
func (d *Desk) decide(ctx context.Context, tx store.Tx, c store.Command, locked store.CaseFile) (store.Outcome, error) {
	switch {
	case locked.State == "" && c.Kind == CycleKind && c.Act == "open":
		return d.openCycle(ctx, tx, c, locked)
	case locked.State == "" && c.Kind == ApplicationKind && c.Act == "submit":
		return d.submit(ctx, tx, c, locked)
	case locked.State == "":
		return store.Outcome{}, fault.New("unknown", "what", c.Kind)
	}
	x, err := d.begin(ctx, tx, c, locked)
	if err != nil {
		return store.Outcome{}, err
	}
	if err := x.fromPaper(); err != nil {
		return store.Outcome{}, err
	}
	if x.table.Verb(x.at.State, c.Act) {
		out, err := x.speak()
		if stopped := x.stop(err); stopped != nil {
			return *stopped, nil
		}
		return out, err
	}
	if err := x.permit(); err != nil {
		return store.Outcome{}, err
	}
	if x.table.OnRoute(x.at.State) == c.Act {
		return store.Outcome{}, fault.New("recruitment.routed", "act", x.table.LabelOf(c.Act).Chinese)
	}
	if err := x.uncontested(); err != nil {
		return store.Outcome{}, err
	}
	handle, ok := x.handler()
	if !ok {
		return store.Outcome{}, fault.New("recruitment.mass", "act", x.table.LabelOf(c.Act).Chinese)
	}
	out, err := x.carry(x.entering(handle))
	if stopped := x.stop(err); stopped != nil {
		return *stopped, nil
	}
	return out, err
}

// carry does the act and what follows it, so that nothing of either is kept where one of them fails: an
// act that finds the rules silent stops the cycle and has no other effect.
func (x *deed) carry(handle handler) (out store.Outcome, err error) {
	whole := x.tx
	defer func() { x.tx = whole }()
	err = whole.Try(x.ctx, func(tx store.Tx) error {
		x.tx = tx
		if err := handle(x); err != nil {
			return err
		}
		out, err = x.follow()
		return err
	})
	return out, err
}

// begin reads what the act stands on.
func (d *Desk) begin(ctx context.Context, tx store.Tx, c store.Command, locked store.CaseFile) (*deed, error) {
	x := &deed{cmd: c, at: locked, table: tables[locked.Kind], out: store.Outcome{Event: c.Act}}
	if x.table.Code == "" {
		return nil, fault.New("unknown", "what", locked.Kind)
	}
	if err := json.Unmarshal(c.Body, &x.body); err != nil {
		return nil, fault.New("request.shape", "why", "body").Because(err)
	}
	cycle, err := cycleOf(ctx, tx, x.at)
	if err != nil {
		return nil, err
	}
	if x.contest, err = d.open(ctx, tx, cycle); err != nil {
		return nil, err
	}
	if locked.Kind == ApplicationKind && locked.State != "" {
		app, err := tx.Application(ctx, locked.ID)
		if err != nil {
			return nil, err
		}
		x.app = &app
	}
	return x, nil
}

// cycleOf is the cycle a case belongs to: itself, or the parent of an application.
func cycleOf(ctx context.Context, tx store.Tx, at store.CaseFile) (store.CaseFile, error) {
	if at.Kind == CycleKind {
		return at, nil
	}
	return tx.Case(ctx, at.Parent)
}

// permit asks the state table, the policy, whose turn it is, and who else must do it.
func (x *deed) permit() error {
	label := x.table.LabelOf(x.cmd.Act).Chinese
	if may := x.table.Who(x.at.State, x.cmd.Act); len(may) > 0 && !slices.Contains(may, x.cmd.Role) {
		return notTheirs(x.cmd.Role, label, may)
	}
	if err := x.table.Permit(x.at.State, x.cmd.Act, x.cmd.Role, x.reason()); err != nil {
		return err
	}
	decision, err := x.lawful()
	if err != nil {
		return err
	}
	x.by = decision
	done, err := x.tx.DoingsOf(x.ctx, x.at.ID)
	if err != nil {
		return err
	}
	turn, err := x.turn(x.at, x.cmd.Act, done)
	if err != nil {
		return err
	}
	if turn != nil && !slices.Contains(turn, x.cmd.Role) {
		return notTheirs(x.cmd.Role, label, turn)
	}
	return x.another(x.at, x.cmd.Act, x.cmd.Actor, done)
}

// another refuses an act to somebody who did what must be another's, on this case or on the scores.
func (c *contest) another(at store.CaseFile, act, person string, done []store.Doing) error {
	var did []recruitment.Done
	for _, one := range append(done, enteredBy(done)...) {
		did = append(did, recruitment.Done{Event: one.Event, Person: one.Person})
	}
	if at.Kind == CycleKind {
		keyers, err := c.tx.Keyers(c.ctx, at.ID)
		if err != nil {
			return err
		}
		for _, keyer := range keyers {
			did = append(did, recruitment.Done{Event: "enter_scores", Person: keyer})
		}
	}
	return recruitment.AnotherPerson(act, person, did)
}

// reason is the reason of an adverse act; of a mass of rulings each has its own.
func (x *deed) reason() string { return x.body.Reason }

// stop pauses the cycle where its rules are silent and a person must rule first: the act has no other
// effect, and the task that asks shows neither names nor scores. Anything else is left to the caller.
func (x *deed) stop(err error) *store.Outcome {
	code := fault.CodeOf(err)
	if !stops(err) || x.at.Kind != CycleKind || !x.table.Allows(x.at.State, "await_ruling") {
		return nil
	}
	f := fault.Of(err)
	x.counts = nil // what it counted is undone with it
	return &store.Outcome{Event: "await_ruling", State: recruitment.Awaiting, Stage: x.at.Stage,
		Closes: []string{"*"}, Tasks: x.rulingTasks(), Answer: Stopped{Code: code, Args: f.Args},
		Record: x.kept(Stopped{Code: code, Args: f.Args})}
}

// stops tells whether somebody must rule before anything else: the rules do not say.
func stops(err error) bool {
	code := fault.CodeOf(err)
	return code == "regulation.silent" || code == "recruitment.tie.place"
}

// Stopped is the answer of an act that found the rules silent: what must be ruled on.
type Stopped struct {
	Code string         `json:"stopped"`
	Args map[string]any `json:"args,omitempty"`
}

// follow finds the next place, enters it, and records who decided what and why.
func (x *deed) follow() (store.Outcome, error) {
	x.out.Event = x.happens()
	to, err := x.table.Next(procedure.Place{State: x.at.State, Stage: x.at.Stage}, x.out.Event, x.states())
	if err != nil {
		return store.Outcome{}, err
	}
	x.out.State, x.out.Stage = to.State, to.Stage
	if err := x.letGo(to); err != nil {
		return store.Outcome{}, err
	}
	if x.at.Kind == CycleKind {
		if err := x.enter(to); err != nil {
			return store.Outcome{}, err
		}
	}
	if err := x.onRoute(to); err != nil {
		return store.Outcome{}, err
	}
	if err := x.judge(); err != nil {
		return store.Outcome{}, err
	}
	x.out.Record = x.kept(x.out.Record)
	return x.out, x.tasks(to)
}

// happens is the event of this act: itself, or what a word on the route brought about.
func (x *deed) happens() string {
	if x.event != "" {
		return x.event
	}
	return x.cmd.Act
}

// letGo withdraws deadlines that nothing waits for any more.
func (x *deed) letGo(to procedure.Place) error {
	all, err := x.tx.DeadlinesOf(x.ctx, x.at.ID)
	for _, d := range all {
		if d.State == "open" && pointless(x.table, to.State, d.Name) && !slices.Contains(x.out.Meets, d.Name) {
			x.out.Cancels = append(x.out.Cancels, d.Name)
		}
	}
	return err
}

// waitsIn are the states outside which a deadline means nothing: the time for corrections while the
// papers are with the applicant, the end of the reserve list while somebody is on it.
var waitsIn = map[string]string{supplementName: recruitment.Returned, reserveName: recruitment.Reserved}

// pointless tells whether a deadline means nothing in a state; nothing waits for a case that is over.
func pointless(table procedure.Table, state, deadline string) bool {
	only, bound := waitsIn[deadline]
	return table.Final(state) || bound && only != state
}

// states is the plan as the table reads it; an application has none.
func (x *deed) states() []string {
	if x.at.Kind == CycleKind {
		return recruitment.StatesOf(x.plan)
	}
	return nil
}

// judge keeps the decision of a member of staff; what applicants and the public do is no decision.
func (x *deed) judge() error {
	if outside(x.cmd.Role) {
		return nil
	}
	return x.tx.Decide(x.ctx, store.Decision{Case: x.at.ID, Seq: x.at.Seq + 1, Kind: x.happens(), About: x.about,
		By: x.cmd.Actor, Role: x.cmd.Role, Reason: x.decisionReason(), Date: day(x.acted())})
}

// decisionReason is the reason with the number of the minutes, where a meeting decided.
func (x *deed) decisionReason() string {
	reason := x.reason()
	if x.body.Minutes != "" {
		reason += "（会议纪要：" + x.body.Minutes + "）"
	}
	return reason
}

// day is a civil date as the record keeps it.
func day(d calendar.Date) time.Time {
	return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, time.UTC)
}
