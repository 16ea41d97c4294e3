package rest

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
)

// InboxItem is one thing that waits for the caller.
type InboxItem struct {
	ID     string     `json:"id"`
	Case   string     `json:"case"`
	Kind   string     `json:"kind" doc:"of the case"`
	Code   string     `json:"code"`
	Label  string     `json:"label" doc:"what is to be done"`
	Role   string     `json:"role"`
	Unit   string     `json:"unit"`
	Due    *time.Time `json:"due" nullable:"true" doc:"business time"`
	Opened time.Time  `json:"opened" doc:"business time"`
}

func (c *counter) registerInbox(api huma.API) {
	handle(api, forStaff(operation(http.MethodGet, "/api/inbox", "inbox", "待办", "待办 · what waits for me")), c.inbox)
}

func (c *counter) inbox(ctx context.Context, in *Page) (*List[InboxItem], error) {
	who, err := signedIn(ctx)
	if err != nil {
		return nil, err
	}
	var rows []InboxItem
	err = c.Record.Read(ctx, func(t store.Tx) error {
		all, err := t.InboxOf(ctx, who.Person, who.Assignments, in.After, in.Limit+1)
		for _, a := range all {
			rows = append(rows, InboxItem{ID: a.ID, Case: a.Case, Kind: a.Kind, Code: a.Code, Label: label(a),
				Role: a.Role, Unit: a.Unit, Due: a.Due, Opened: a.Opened})
		}
		return err
	})
	return page(rows, in.Limit, func(i InboxItem) string { return i.ID }), err
}

// labels are what acts are called, by kind of case.
var labels = map[string]map[string]string{
	store.CountyCase: {confirmAssignment: "确认任命"},
	"cycle":          {},
	"application":    {},
}

func init() {
	for _, a := range recruitment.Cycle().Acts {
		labels["cycle"][a.Code] = a.Label.Chinese
	}
	for _, a := range recruitment.Application().Acts {
		labels["application"][a.Code] = a.Label.Chinese
	}
}

// label says what a task asks for: an act by its name, or why a step could not be done.
func label(a store.Awaited) string {
	if named, known := labels[a.Kind][a.Code]; known {
		return named
	}
	if !fault.Known(a.Code) {
		return a.Code
	}
	f := fault.New(a.Code)
	f.Args = a.Facts
	return f.Sentence(fault.Chinese)
}
