package rest

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
)

// confirmAssignment is the task of the county director.
const confirmAssignment = "confirm_assignment"

// NewAssignmentInput proposes a role for a person.
type NewAssignmentInput struct {
	Keyed
	Body NewAssignment
}

// NewAssignment is a role in a unit, for a time.
type NewAssignment struct {
	Person    string        `json:"person"`
	Role      policy.Role   `json:"role" example:"county_hr"`
	Unit      string        `json:"unit" doc:"12-digit code"`
	From      calendar.Date `json:"from,omitempty" doc:"first day; today where empty"`
	To        calendar.Date `json:"to,omitempty" doc:"last day; empty while it is open"`
	ActingFor string        `json:"acting_for,omitempty" doc:"person whose role is exercised (代理)"`
}

// Proposed is what came of it.
type Proposed struct {
	ID        string `json:"id"`
	Confirmed bool   `json:"confirmed" doc:"holds at once; only the first county director does, whom nobody could confirm"`
}

// ProposedOutput answers with it.
type ProposedOutput struct{ Body Proposed }

// AssignmentsInput asks for roles that wait or that are held.
type AssignmentsInput struct {
	Page
	State string `query:"state" enum:"waiting,held" default:"waiting" doc:"waiting for confirmation, or held on the business date"`
}

// Assigned is a role of a person.
type Assigned struct {
	ID         string `json:"id"`
	Person     string `json:"person"`
	Role       string `json:"role"`
	Unit       string `json:"unit"`
	From       string `json:"from" doc:"first day"`
	To         string `json:"to" doc:"last day; empty while it is open"`
	ActingFor  string `json:"acting_for"`
	ProposedBy string `json:"proposed_by" doc:"of one that waits"`
}

func (c *counter) registerAssignments(api huma.API) {
	handle(api, answering(needs(operation(http.MethodPost, "/api/assignments", "propose-assignment", "人员", "提出任命 · propose a role"), "assignment", "propose"), http.StatusCreated), c.propose)
	handle(api, needs(operation(http.MethodGet, "/api/assignments", "list-assignments", "人员", "待确认的、或现有的任命 · roles that wait for confirmation, or are held"), "assignment", "confirm", "propose"), c.listAssignments)
	handle(api, needs(operation(http.MethodPost, "/api/assignments/{id}/confirm", "confirm-assignment", "人员", "确认任命 · confirm a role"), "assignment", "confirm"), c.confirm)
	handle(api, answering(needs(operation(http.MethodPost, "/api/assignments/{id}/end", "end-assignment", "人员", "免去任命 · end a role"), "assignment", "end"), http.StatusNoContent), c.endAssignment)
}

// checkAssignment checks what can be said without the record.
func (a NewAssignment) check(by string) error {
	switch {
	case !slices.Contains(policy.StaffRoles(), a.Role):
		var known []string
		for _, r := range policy.StaffRoles() {
			known = append(known, string(r))
		}
		return fault.New("assignment.role", "role", a.Role, "known", strings.Join(known, ", ")).At("role")
	case a.Person == by:
		return fault.New("assignment.oneself")
	case !a.To.IsZero() && a.To.Before(a.From):
		return fault.New("assignment.dates").At("to")
	}
	return nil
}

// propose writes a role down. It holds when another person has confirmed it; while the realm has no
// director at all, the first one holds at once, or no new county could begin.
func (c *counter) propose(ctx context.Context, in *NewAssignmentInput) (*ProposedOutput, error) {
	made, err := onceChanging(ctx, c, in.Key, "propose-assignment", in.Body, func(t store.Tx, who Caller) (Proposed, error) {
		d, err := c.may(ctx, t, "assignment", "propose", in.Body.Unit)
		if err != nil {
			return Proposed{}, err
		}
		today, err := t.Today(ctx)
		if err != nil {
			return Proposed{}, err
		}
		if in.Body.From.IsZero() {
			in.Body.From = today
		}
		if err := in.Body.check(who.Person); err != nil {
			return Proposed{}, err
		}
		directors, err := t.Bearers(ctx, string(policy.CountyDirector), today.Start())
		if err != nil {
			return Proposed{}, err
		}
		first := directors == 0 && in.Body.Role == policy.CountyDirector
		return c.writeProposal(ctx, t, in.Body, who.Person, d, first)
	})
	return &ProposedOutput{Body: made}, err
}

func (c *counter) writeProposal(ctx context.Context, t store.Tx, n NewAssignment, by string, d policy.Decision, first bool) (Proposed, error) {
	a := store.Assignment{ID: store.NewID(), Person: n.Person, Role: string(n.Role), Unit: n.Unit, From: n.From.Start(), ActingFor: n.ActingFor}
	if !n.To.IsZero() {
		after := n.To.AddDays(1).Start()
		a.To = &after
	}
	write := t.Propose
	if first {
		write = t.AssignFirst
	}
	if err := write(ctx, a, by); err != nil {
		return Proposed{}, err
	}
	err := t.Note(ctx, "propose_assignment", by, string(d.Role), map[string]any{
		"id": a.ID, "person": a.Person, "role": a.Role, "unit": a.Unit, "at_once": first})
	if err != nil || first {
		return Proposed{a.ID, first}, err
	}
	return Proposed{a.ID, false}, t.OpenTasks(ctx, store.CountyCase,
		store.Task{Code: confirmAssignment, Role: string(policy.CountyDirector), Unit: t.Here().County})
}

func (c *counter) listAssignments(ctx context.Context, in *AssignmentsInput) (*List[Assigned], error) {
	var rows []Assigned
	err := c.Record.Read(ctx, func(t store.Tx) error {
		if _, err := c.may(ctx, t, "assignment", "confirm", t.Here().County); err != nil {
			if _, err := c.may(ctx, t, "assignment", "propose", t.Here().County); err != nil {
				return err
			}
		}
		all, err := assignments(ctx, t, in.State)
		for _, a := range all {
			if a.ID > in.After && len(rows) <= in.Limit {
				rows = append(rows, a)
			}
		}
		return err
	})
	return page(rows, in.Limit, func(a Assigned) string { return a.ID }), err
}

// assignments are all of a state, in order of ID.
func assignments(ctx context.Context, t store.Tx, state string) (all []Assigned, err error) {
	if state == "waiting" {
		waiting, err := t.Proposals(ctx)
		for _, p := range waiting {
			all = append(all, assigned(p.Assignment, p.ProposedBy))
		}
		return all, err
	}
	today, err := t.Today(ctx)
	if err != nil {
		return nil, err
	}
	held, err := t.Assignments(ctx, "", today.Start())
	for _, a := range held {
		all = append(all, assigned(a, ""))
	}
	slices.SortFunc(all, func(a, b Assigned) int { return strings.Compare(a.ID, b.ID) })
	return all, err
}

func assigned(a store.Assignment, by string) Assigned {
	to := ""
	if a.To != nil {
		to = calendar.NewDate(a.To.Date()).AddDays(-1).String()
	}
	return Assigned{a.ID, a.Person, a.Role, a.Unit, calendar.NewDate(a.From.Date()).String(), to, a.ActingFor, by}
}

// ConfirmInput names the role that is to hold.
type ConfirmInput struct {
	Keyed
	ByID
}

// confirm lets a role hold.
func (c *counter) confirm(ctx context.Context, in *ConfirmInput) (*struct{}, error) {
	_, err := onceChanging(ctx, c, in.Key, "confirm-assignment", in.ID, func(t store.Tx, who Caller) (none struct{}, err error) {
		p, err := t.Proposal(ctx, in.ID)
		if err != nil {
			return none, err
		}
		d, err := c.may(ctx, t, "assignment", "confirm", p.Unit)
		switch {
		case err != nil:
			return none, err
		case !p.Waits || p.Dropped():
			return none, fault.New("assignment.settled")
		case who.Person == p.ProposedBy || who.Person == p.Person:
			return none, fault.New("assignment.confirmer")
		}
		if err := t.Confirm(ctx, in.ID, who.Person); err != nil {
			return none, err
		}
		if err := closeWhenNoneWaits(ctx, t); err != nil {
			return none, err
		}
		return none, t.Note(ctx, confirmAssignment, who.Person, string(d.Role), map[string]string{"id": in.ID})
	})
	return nil, err
}

func closeWhenNoneWaits(ctx context.Context, t store.Tx) error {
	left, err := t.Proposals(ctx)
	if err != nil || len(left) > 0 {
		return err
	}
	return t.CloseTasks(ctx, store.CountyCase, confirmAssignment)
}

// EndAssignmentInput ends a role.
type EndAssignmentInput struct {
	Keyed
	ByID
	Body struct {
		Last calendar.Date `json:"last,omitempty" doc:"last day on which it is held; empty: it is held no longer from now on"`
	}
}

// endAssignment takes a role away. One person may: what it takes is given anew by two.
//
// One that waits is dropped.
//
// Faults: store.session, forbidden, unknown, assignment.ended, assignment.last.
func (c *counter) endAssignment(ctx context.Context, in *EndAssignmentInput) (*struct{}, error) {
	_, err := onceChanging(ctx, c, in.Key, "end-assignment "+in.ID, in.Body, func(t store.Tx, who Caller) (none struct{}, err error) {
		a, err := t.Proposal(ctx, in.ID)
		if err != nil {
			return none, err
		}
		d, err := c.may(ctx, t, "assignment", "end", a.Unit)
		if err != nil {
			return none, err
		}
		today, err := t.Today(ctx)
		if err != nil {
			return none, err
		}
		after, err := ending(a, in.Body.Last, today)
		if err != nil {
			return none, err
		}
		err = keeping(ctx, t, after, func() error { return t.Unassign(ctx, in.ID, after.Start()) })
		if err != nil {
			return none, err
		}
		if err := closeWhenNoneWaits(ctx, t); err != nil {
			return none, err
		}
		return none, t.Note(ctx, "end_assignment", who.Person, string(d.Role), map[string]string{"id": in.ID, "from": after.String()})
	})
	return nil, err
}

// ending is the first day on which a role is held no longer: for one that waits the day it would have begun.
func ending(a store.Proposal, last, today calendar.Date) (after calendar.Date, err error) {
	from := calendar.NewDate(a.From.Date())
	switch {
	case a.Waits && a.Dropped():
		return from, fault.New("assignment.settled")
	case a.Waits:
		return from, nil
	}
	after = today
	if !last.IsZero() {
		after = last.AddDays(1)
	}
	if after.Before(today) || a.To != nil && !after.Before(calendar.NewDate(a.To.Date())) {
		return after, fault.New("assignment.ended", "today", today.String()).At("last")
	}
	if after.Before(from) {
		after = from
	}
	return after, nil
}

// keeping does what takes roles away, and refuses where nobody could give any afterwards who could before.
//
// Fault: assignment.last.
func keeping(ctx context.Context, t store.Tx, on calendar.Date, do func() error) error {
	before, _, err := t.Rights(ctx)
	if err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
	}
	after, _, err := t.Rights(ctx)
	if err != nil {
		return err
	}
	here, day := t.Here().County, on.String()
	if err := after.Keeps(after.Policy(), here, day); err != nil && before.Keeps(before.Policy(), here, day) == nil {
		f := fault.Of(err)
		return fault.New("assignment.last", "what", f.Args["what"], "act", f.Args["act"])
	}
	return nil
}
