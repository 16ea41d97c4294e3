package rest

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/procedure"
	"jinchu/policy/recruitment"
)

// InboxItem is one thing that waits for the caller.
type InboxItem struct {
	ID         string     `json:"id"`
	Case       string     `json:"case"`
	Kind       string     `json:"kind" doc:"of the case"`
	Title      string     `json:"title" doc:"of the cycle the case belongs to"`
	State      string     `json:"state" doc:"where the case stands"`
	StateLabel string     `json:"state_label"`
	Code       string     `json:"code"`
	Label      string     `json:"label" doc:"what is to be done"`
	Acts       []InboxAct `json:"acts" doc:"what the caller may do, the first the one that is asked for"`
	Role       string     `json:"role" doc:"as whom"`
	Unit       string     `json:"unit" doc:"of the task"`
	Seat       string     `json:"seat" doc:"unit in which the caller holds the role; empty for a task by name"`
	ActingFor  string     `json:"acting_for" doc:"person the caller stands in for (代理); empty for oneself"`
	OnBehalf   string     `json:"on_behalf" doc:"person on whose behalf the one named acts; empty for their own"`
	Due        *time.Time `json:"due" nullable:"true" doc:"business time"`
	Opened     time.Time  `json:"opened" doc:"since when it waits; business time"`
}

// InboxAct is something the caller may do.
type InboxAct struct {
	Act   string `json:"act"`
	Label string `json:"label"`
}

// InboxInput is the part of the inbox that is asked for.
type InboxInput struct {
	Page
	Kind string `query:"kind" maxLength:"40" doc:"只看这一类案卷 · only cases of this kind: cycle, application, county"`
	Late bool   `query:"overdue" doc:"只看已超过期限的 · only what is due before now"`
}

// InboxList is a part of an inbox.
type InboxList struct {
	Body struct {
		Items []InboxItem `json:"items"`
		Next  string      `json:"next" doc:"cursor of the next page; empty at the end"`
		Total int         `json:"total" doc:"of all pages, told with the first; 501 is more than five hundred"`
	}
}

func (c *counter) registerInbox(api huma.API) {
	handle(api, forStaff(operation(http.MethodGet, "/api/inbox", "inbox", "待办", "待办 · what waits for me")), c.inbox)
}

func (c *counter) inbox(ctx context.Context, in *InboxInput) (*InboxList, error) {
	who, err := signedIn(ctx)
	if err != nil {
		return nil, err
	}
	var found store.InboxPage
	err = c.Record.Read(ctx, func(t store.Tx) (err error) {
		found, err = t.InboxOf(ctx, store.Question{Person: who.Person, Held: who.Assignments,
			Kind: in.Kind, Late: in.Late, After: in.After, Limit: in.Limit + 1})
		return err
	})
	rows := make([]InboxItem, 0, len(found.Lines))
	for _, a := range found.Lines {
		rows = append(rows, inboxItem(a))
	}
	cut := page(rows, in.Limit, func(i InboxItem) string { return i.ID })
	list := &InboxList{}
	list.Body.Items, list.Body.Next, list.Body.Total = cut.Body.Items, cut.Body.Next, found.Total
	return list, err
}

func inboxItem(a store.Awaited) InboxItem {
	item := InboxItem{ID: a.ID, Case: a.Case, Kind: a.Kind, Title: a.Title, State: a.State, StateLabel: procedures[a.Kind].LabelOf(a.State).Chinese,
		Code: a.Code, Label: label(a), Acts: []InboxAct{}, Role: a.Role, Unit: a.Unit, Seat: a.Seat, ActingFor: a.Acting, OnBehalf: a.For,
		Due: a.Due, Opened: a.Opened}
	for _, act := range a.Acts {
		item.Acts = append(item.Acts, InboxAct{Act: act, Label: procedures[a.Kind].LabelOf(act).Chinese})
	}
	return item
}

// procedures are the tables that name states and acts, by kind of case.
var procedures = map[string]procedure.Table{
	store.CountyCase: {States: []procedure.Name{{Code: "open", Label: procedure.Label{Chinese: "本县事务", English: "of the county"}}},
		Acts: []procedure.Name{{Code: confirmAssignment, Label: procedure.Label{Chinese: "确认任命", English: "confirm an appointment"}},
			{Code: record.ConfirmPolicyTask, Label: procedure.Label{Chinese: "确认权限规则的变更", English: "confirm a change of the policy"}},
			{Code: store.ProposePolicyTask, Label: procedure.Label{Chinese: "提出采用程序带来的权限规则", English: "propose the policy the program came with"}}}},
	record.CycleKind:       recruitment.Cycle(),
	record.ApplicationKind: recruitment.Application(),
}

// label says what a task asks for: an act by its name, or why a step could not be done.
func label(a store.Awaited) string {
	if named := procedures[a.Kind].LabelOf(a.Code).Chinese; named != a.Code || !fault.Known(a.Code) {
		return named
	}
	f := fault.New(a.Code)
	f.Args = a.Facts
	return f.Sentence(fault.Chinese)
}
