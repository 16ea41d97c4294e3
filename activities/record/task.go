package record

import (
	"slices"
	"time"

	"jinchu/activities/store"
	"jinchu/policy/procedure"
	"jinchu/policy/recruitment"
)

// main acts of each state: what a task asks for. Acts that are merely possible (cancel, withdraw,
// urge) are buttons on the page, not work that waits for somebody.
var mainActs = map[string]map[string][]string{
	CycleKind: {
		recruitment.Planned: {"submit"}, recruitment.Approved: {"publish"},
		recruitment.Reviewing: {"conclude"}, recruitment.Accommodating: {"conclude"}, recruitment.Opening: {"dispose", "conclude"},
		recruitment.Examining: {"enter_scores", "lock_scores"}, recruitment.Scored: {"confirm"}, recruitment.Ranking: {"confirm"},
		recruitment.Choosing: {"conclude"}, recruitment.Checking: {"conclude"}, recruitment.Publicising: {"decide_objection", "conclude"},
		recruitment.Contracting: {"close"}, recruitment.Awaiting: {"rule"},
	},
	ApplicationKind: {
		recruitment.Submitted: {"pass_on", "qualify"}, recruitment.Appealing: {"grant"}, recruitment.Signed: {"endorse", "countersign"},
	},
}

// waiting is what besides state and history opens tasks.
type waiting struct {
	asked  bool       // an applicant waits for an answer about the exam
	lapsed []string   // deadlines that have just passed and of which somebody is to be reminded
	serve  int64      // step of the document that waits to be served; 0 is none
	round  *time.Time // when the round of a route is told upwards; nil: none runs
}

// tasks replaces what waited on the case by what waits now: one line in the inbox of each role whose turn it is.
func (x *deed) tasks(to procedure.Place) error {
	x.out.Closes = []string{"*"}
	at := x.after(to)
	due, err := x.tasksAfter(at, x.happens())
	x.out.Tasks = append(x.out.Tasks, due...)
	return err
}

// tasksAfter are those that are due where an act leaves the case.
func (x *deed) tasksAfter(at store.CaseFile, event string) ([]store.Task, error) {
	done, err := x.tx.DoingsOf(x.ctx, at.ID)
	if err != nil {
		return nil, err
	}
	done = append(done, store.Doing{Case: at.ID, Seq: at.Seq, Event: event, Person: x.cmd.Actor, Role: x.cmd.Role, At: x.now})
	w := waiting{lapsed: x.lapsed}
	if w.asked, err = x.awaitsAnswer(at); err != nil {
		return nil, err
	}
	if w.serve, err = x.unservedAfter(at); err != nil {
		return nil, err
	}
	if w.round, err = x.roundEnds(); err != nil {
		return nil, err
	}
	return x.dueTasks(at, done, w)
}

// awaitsAnswer tells whether the applicant asked for something that nobody has answered yet.
func (c *contest) awaitsAnswer(at store.CaseFile) (bool, error) {
	if len(tables[at.Kind].Who(at.State, "grant_accommodation")) == 0 {
		return false, nil
	}
	all, err := c.tx.Accommodations(c.ctx, at.ID)
	return slices.ContainsFunc(all, func(a store.Accommodation) bool { return a.State == store.AccommodationAsked }), err
}

// dueTasks are the tasks that must be open on a case where it stands: what every act opens, and what the
// nightly comparison holds the inboxes to. Each says what its holder may do, and who may not do it.
func (c *contest) dueTasks(at store.CaseFile, done []store.Doing, w waiting) ([]store.Task, error) {
	waits, err := c.next(at, done)
	if err != nil {
		return nil, err
	}
	var all []store.Task
	for _, n := range waits {
		if !slices.Contains(mainActs[at.Kind][at.State], n.Act) && (n.Act != "grant_accommodation" || !w.asked) {
			continue
		}
		except, err := c.keptFrom(at, n.Act, done)
		if err != nil {
			return nil, err
		}
		for _, role := range n.Roles {
			all = append(all, store.Task{Case: at.ID, Code: n.Act, Role: role, Unit: at.Unit, Acts: offered(n.Act, role, waits), Except: except})
		}
	}
	for _, name := range w.lapsed {
		all = append(all, reminder(at, name, waits))
	}
	if w.serve > 0 {
		all = append(all, c.serveTaskOf(at, done, w.serve))
	}
	if at.Kind != CycleKind {
		return all, nil
	}
	decided, err := c.routeTasks(at, done, w.round)
	if err != nil {
		return nil, err
	}
	helpers, err := c.helperTasks(at)
	return append(append(all, decided...), helpers...), err
}

// offered are the acts that a role may do where the case stands, the one that is asked for first.
func offered(main, role string, waits []Next) []string {
	acts := []string{main}
	for _, n := range waits {
		if n.Act != main && slices.Contains(n.Roles, role) {
			acts = append(acts, n.Act)
		}
	}
	return acts
}

// reminder asks whoever answers for the case where a deadline passed.
func reminder(at store.CaseFile, name string, waits []Next) store.Task {
	role := "county_hr"
	if at.Kind == ApplicationKind && at.State == recruitment.Returned {
		role = "township_clerk"
	}
	return store.Task{Case: at.ID, Code: name, Role: role, Unit: at.Unit, Acts: offered(name, role, waits)[1:]}
}
