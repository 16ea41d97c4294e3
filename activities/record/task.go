package record

import (
	"slices"

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

// tasks replaces what waited on the case by what waits now: one line in the inbox of each role whose turn it is.
func (x *deed) tasks(to procedure.Place) error {
	x.out.Closes = []string{"*"}
	at := x.after(to)
	if x.route != nil && routesHere(at) {
		x.out.Tasks = append(x.out.Tasks, x.dutyTasks(x.route)...)
		return nil
	}
	done, err := x.doingsWithThis()
	if err != nil {
		return err
	}
	if err := x.requestTasks(at); err != nil {
		return err
	}
	if err := x.serveTasks(at, done); err != nil {
		return err
	}
	waits, err := x.next(at, done)
	if err != nil {
		return err
	}
	for _, n := range waits {
		if !slices.Contains(mainActs[at.Kind][to.State], n.Act) {
			continue
		}
		for _, role := range n.Roles {
			x.out.Tasks = append(x.out.Tasks, store.Task{Code: n.Act, Role: role, Unit: at.Unit})
		}
	}
	return nil
}

// requestTasks ask for an answer to what an applicant asked for in order to sit the exam.
func (x *deed) requestTasks(at store.CaseFile) error {
	who := tables[at.Kind].Who(at.State, "grant_accommodation")
	if len(who) == 0 {
		return nil
	}
	all, err := x.tx.Accommodations(x.ctx, at.ID)
	if slices.ContainsFunc(all, func(a store.Accommodation) bool { return a.State == store.AccommodationAsked }) {
		for _, role := range both(who, x.desk.policy.Who(at.Kind, "grant_accommodation")) {
			x.out.Tasks = append(x.out.Tasks, store.Task{Code: "grant_accommodation", Role: role, Unit: at.Unit})
		}
	}
	return err
}

// rulingTasks ask those who may rule; neither names nor scores stand in them.
func (x *deed) rulingTasks() []store.Task {
	var all []store.Task
	for _, role := range tables[CycleKind].Who(recruitment.Awaiting, "rule") {
		all = append(all, store.Task{Code: "rule", Role: role, Unit: x.at.Unit})
	}
	return all
}
