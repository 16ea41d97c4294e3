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

// Waiting is a role that waits for confirmation.
type Waiting struct {
	ID         string `json:"id"`
	Person     string `json:"person"`
	Role       string `json:"role"`
	Unit       string `json:"unit"`
	From       string `json:"from"`
	ProposedBy string `json:"proposed_by"`
}

func (c *counter) registerAssignments(api huma.API) {
	handle(api, answering(needs(operation(http.MethodPost, "/api/assignments", "propose-assignment", "人员", "提出任命 · propose a role"), "assignment", "propose"), http.StatusCreated), c.propose)
	handle(api, needs(operation(http.MethodGet, "/api/assignments", "list-assignments", "人员", "待确认的任命 · roles that wait for confirmation"), "assignment", "confirm", "propose"), c.listWaiting)
	handle(api, needs(operation(http.MethodPost, "/api/assignments/{id}/confirm", "confirm-assignment", "人员", "确认任命 · confirm a role"), "assignment", "confirm"), c.confirm)
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
	made, err := once(ctx, c, in.Key, "propose-assignment", in.Body, func(t store.Tx, who Caller) (Proposed, error) {
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

func (c *counter) listWaiting(ctx context.Context, in *Page) (*List[Waiting], error) {
	var rows []Waiting
	err := c.Record.Read(ctx, func(t store.Tx) error {
		if _, err := c.may(ctx, t, "assignment", "confirm", t.Here().County); err != nil {
			if _, err := c.may(ctx, t, "assignment", "propose", t.Here().County); err != nil {
				return err
			}
		}
		all, err := t.Proposals(ctx)
		for _, p := range all {
			if p.ID > in.After && len(rows) <= in.Limit {
				rows = append(rows, Waiting{p.ID, p.Person, p.Role, p.Unit, calendar.NewDate(p.From.Date()).String(), p.ProposedBy})
			}
		}
		return err
	})
	return page(rows, in.Limit, func(w Waiting) string { return w.ID }), err
}

// ConfirmInput names the role that is to hold.
type ConfirmInput struct {
	Keyed
	ByID
}

// confirm lets a role hold.
func (c *counter) confirm(ctx context.Context, in *ConfirmInput) (*struct{}, error) {
	_, err := once(ctx, c, in.Key, "confirm-assignment", in.ID, func(t store.Tx, who Caller) (none struct{}, err error) {
		p, err := t.Proposal(ctx, in.ID)
		if err != nil {
			return none, err
		}
		d, err := c.may(ctx, t, "assignment", "confirm", p.Unit)
		switch {
		case err != nil:
			return none, err
		case !p.Waits:
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
