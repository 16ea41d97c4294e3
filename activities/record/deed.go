package record

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"jinchu/activities/store"
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
	cmd   store.Command
	at    store.CaseFile
	table procedure.Table
	body  Body
	app   *store.Application // of an act on an application
	line  string             // the policy line that allowed it
	out   store.Outcome
	about string // what a decision is about, besides its case
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
	if err := x.permit(); err != nil {
		return store.Outcome{}, err
	}
	handle, ok := x.handler()
	if !ok {
		return store.Outcome{}, fault.New("recruitment.mass", "act", x.table.LabelOf(c.Act).Chinese)
	}
	err = handle(x)
	if stopped := x.stop(err); stopped != nil {
		return *stopped, nil
	}
	if err != nil {
		return store.Outcome{}, err
	}
	return x.follow()
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
	cycle, err := x.cycleCase(ctx, tx)
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

// cycleCase is the cycle an act belongs to: its own case, or the parent of its application.
func (x *deed) cycleCase(ctx context.Context, tx store.Tx) (store.CaseFile, error) {
	if x.at.Kind == CycleKind {
		return x.at, nil
	}
	return tx.Case(ctx, x.at.Parent)
}

// permit asks the state table, the policy, whose turn it is, and who else must do it.
func (x *deed) permit() error {
	if err := x.table.Permit(x.at.State, x.cmd.Act, x.cmd.Role, x.reason()); err != nil {
		return err
	}
	decision, err := x.desk.allowed(x.ctx, x.tx, actorOf(x.cmd), x.at.Kind, x.cmd.Act, x.at.Unit, x.at.ID)
	if err != nil {
		return err
	}
	x.line = decision.Line
	done, err := x.tx.DoingsOf(x.ctx, x.at.ID)
	if err != nil {
		return err
	}
	turn, err := x.turn(x.at, x.cmd.Act, done)
	if err != nil {
		return err
	}
	if turn != nil && !slices.Contains(turn, x.cmd.Role) {
		return notTheirTurn(x.cmd.Role, x.table.LabelOf(x.cmd.Act).Chinese, turn)
	}
	return x.another(done)
}

// another refuses an act to somebody who did what must be another's, on this case or on the scores.
func (x *deed) another(done []store.Doing) error {
	var did []recruitment.Done
	for _, one := range done {
		did = append(did, recruitment.Done{Event: one.Event, Person: one.Person})
	}
	if x.at.Kind == CycleKind {
		keyers, err := x.tx.Keyers(x.ctx, x.at.ID)
		if err != nil {
			return err
		}
		for _, person := range keyers {
			did = append(did, recruitment.Done{Event: "enter_scores", Person: person})
		}
	}
	return recruitment.AnotherPerson(x.cmd.Act, x.cmd.Actor, did)
}

// reason is the reason of an adverse act; of a mass of rulings each has its own.
func (x *deed) reason() string { return x.body.Reason }

// stop pauses the cycle where its rules are silent and a person must rule first: the act has no other
// effect, and the task that asks shows neither names nor scores. Anything else is left to the caller.
func (x *deed) stop(err error) *store.Outcome {
	code := fault.CodeOf(err)
	if code != "regulation.silent" && code != "recruitment.tie.place" ||
		x.at.Kind != CycleKind || !x.table.Allows(x.at.State, "await_ruling") {
		return nil
	}
	f := fault.Of(err)
	return &store.Outcome{Event: "await_ruling", State: recruitment.Awaiting, Stage: x.at.Stage,
		Closes: []string{"*"}, Tasks: x.rulingTasks(), Answer: Stopped{Code: code, Args: f.Args},
		Record: map[string]any{"act": x.cmd.Act, "stopped": code, "args": f.Args}}
}

// Stopped is the answer of an act that found the rules silent: what must be ruled on.
type Stopped struct {
	Code string         `json:"stopped"`
	Args map[string]any `json:"args,omitempty"`
}

// follow finds the next place, enters it, and records who decided what and why.
func (x *deed) follow() (store.Outcome, error) {
	to, err := x.table.Next(procedure.Place{State: x.at.State, Stage: x.at.Stage}, x.cmd.Act, x.states())
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
	if err := x.judge(); err != nil {
		return store.Outcome{}, err
	}
	x.out.Record = map[string]any{"act": x.cmd.Act, "role": x.cmd.Role, "unit": x.cmd.Unit, "body": x.body,
		"policy": map[string]string{"version": x.desk.policy.Version(), "line": x.line}, "record": x.out.Record}
	return x.out, x.tasks(to)
}

// letGo withdraws deadlines that nothing waits for any more: all of a case that is over, the time for
// corrections once the papers are no longer with the applicant.
func (x *deed) letGo(to procedure.Place) error {
	all, err := x.tx.DeadlinesOf(x.ctx, x.at.ID)
	for _, d := range all {
		pointless := x.table.Final(to.State) || d.Name == supplementName && to.State != recruitment.Returned
		if d.State == "open" && pointless && !slices.Contains(x.out.Meets, d.Name) {
			x.out.Cancels = append(x.out.Cancels, d.Name)
		}
	}
	return err
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
	return x.tx.Decide(x.ctx, store.Decision{Case: x.at.ID, Seq: x.at.Seq + 1, Kind: x.cmd.Act, About: x.about,
		By: x.cmd.Actor, Role: x.cmd.Role, Reason: x.decisionReason(), Date: day(x.today)})
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

// moveAll moves many applications by one event, each with its own reason; the person who acts on the
// cycle answers for every one of them.
func (x *deed) moveAll(event string, apps []store.Application, reason func(store.Application) string, opens func(store.Application) []store.Due) error {
	table := tables[ApplicationKind]
	moves := make([]store.Move, 0, len(apps))
	running, err := x.tx.DeadlinesBelow(x.ctx, x.cycle.ID)
	if err != nil {
		return err
	}
	for _, a := range apps {
		why := reason(a)
		if err := table.Permit(a.State, event, x.cmd.Role, why); err != nil {
			return err
		}
		to, err := table.Next(procedure.Place{State: a.State}, event, nil)
		if err != nil {
			return err
		}
		move := store.Move{Case: a.ID, Event: event, State: to.State, Actor: x.cmd.Actor, Role: x.cmd.Role, Command: x.cmd.Key,
			Record: map[string]any{"act": event, "reason": why, "through": x.cmd.Act}}
		if opens != nil {
			move.Opens = opens(a)
		}
		if table.Final(to.State) {
			move.Cancels = running[a.ID]
		}
		moves = append(moves, move)
	}
	if err := x.tx.Move(x.ctx, moves); err != nil {
		return err
	}
	return x.decideAll(event, apps, reason)
}

// decideAll keeps a decision per person, closes the tasks their move made pointless, and tells their procedures.
func (x *deed) decideAll(event string, apps []store.Application, reason func(store.Application) string) error {
	for _, a := range apps {
		err := x.tx.Decide(x.ctx, store.Decision{Case: a.ID, Seq: a.Seq + 1, Kind: event, By: x.cmd.Actor, Role: x.cmd.Role,
			Reason: reason(a), Date: day(x.today)})
		if err != nil {
			return err
		}
		if err := x.tx.CloseTasks(x.ctx, a.ID, "*"); err != nil {
			return err
		}
		x.out.Outbox = append(x.out.Outbox, store.Message{Case: a.ID, Kind: MovedMessage})
	}
	x.moved(event, apps)
	return nil
}

// moved keeps what was read of the applications in step with what was written.
func (x *deed) moved(event string, apps []store.Application) {
	ids := map[string]bool{}
	for _, a := range apps {
		ids[a.ID] = true
	}
	for i := range x.apps {
		if ids[x.apps[i].ID] {
			to, _ := tables[ApplicationKind].Next(procedure.Place{State: x.apps[i].State}, event, nil)
			x.apps[i].State, x.apps[i].Seq = to.State, x.apps[i].Seq+1
		}
	}
}

// same gives everybody one reason.
func same(reason string) func(store.Application) string {
	return func(store.Application) string { return reason }
}
