package rest

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// SubmissionInput is an application as it comes in.
type SubmissionInput struct {
	Keyed
	ID   string `path:"id" maxLength:"64" doc:"the cycle"`
	Body record.Submission
}

// SubmissionOutput is the receipt. Nobody but the applicant gets the access code: whoever enters a paper
// at the counter hands the printed receipt over.
type SubmissionOutput struct {
	Body struct {
		ID      string               `json:"id"`
		Receipt string               `json:"receipt" doc:"回执号"`
		Access  string               `json:"access" doc:"bearer token of the applicant; keep it"`
		Seq     int64                `json:"seq"`
		State   string               `json:"state"`
		Verdict regulation.Verdict   `json:"verdict" doc:"what the rules say so far; a person reviews it"`
		Reasons []recruitment.Reason `json:"reasons"`
	}
}

// ApplicationsInput asks for a page of a cycle's applications.
type ApplicationsInput struct {
	Page
	ID    string `path:"id" maxLength:"64"`
	State string `query:"state" maxLength:"200" doc:"states joined by commas; all where empty"`
}

// ApplicationOutput shows one.
type ApplicationOutput struct{ Body record.ApplicationView }

func (c *counter) registerApplications(api huma.API) {
	handle(api, answering(needs(open(operation(http.MethodPost, "/api/cycles/{id}/applications", "submit-application", "报名", "报名，不需要账号 · apply, without an account")), "application", "submit"), http.StatusCreated), c.submit)
	c.registerPapers(api)
	handle(api, needs(needs(operation(http.MethodGet, "/api/cycles/{id}/applications", "list-applications", "报名", "报名一览，不含姓名 · applications of a cycle, without names"), "cycle", "read"), "application", "read"), c.listApplications)
	handle(api, needs(operation(http.MethodGet, "/api/applications/{id}", "show-application", "报名", "一份报名的现状和理由 · an application, with reasons"), "application", "read"), c.showApplication)
	handle(api, answering(needsNamed(operation(http.MethodPost, "/api/applications/{id}/acts/{act}", "act-on-application", "报名", "办理 · act on an application"), recruitment.Application()), http.StatusOK), c.actOnApplication)
}

// submit takes an application from anybody, or from the counter of a township.
func (c *counter) submit(ctx context.Context, in *SubmissionInput) (*SubmissionOutput, error) {
	id := store.NewID()
	actor := callerOf(ctx).actor()
	if actor.Person == "" {
		actor = record.Actor{Application: id}
	}
	unit, err := c.Cases.UnitFor(ctx, in.ID, in.Body.Post)
	if err != nil {
		return nil, err
	}
	r, id, err := c.act(ctx, actor, request{key: in.Key, kind: record.ApplicationKind, id: id, parent: in.ID, unit: unit,
		act: "submit", body: in.Body})
	if err != nil {
		return nil, err
	}
	return c.receipt(ctx, id, r)
}

func (c *counter) receipt(ctx context.Context, id string, r store.Result) (*SubmissionOutput, error) {
	code, err := c.Cases.Receipt(ctx, id)
	if err != nil {
		return nil, err
	}
	var said record.Submitted
	if err := json.Unmarshal(r.Answer, &said); err != nil {
		return nil, fault.New("internal").Because(err)
	}
	out := &SubmissionOutput{}
	out.Body.ID, out.Body.Receipt, out.Body.Access = id, receiptNo(id), id+"."+code
	out.Body.Seq, out.Body.State, out.Body.Verdict, out.Body.Reasons = r.Seq, r.State, said.Verdict, said.Reasons
	return out, nil
}

// receiptNo is what people quote of an application.
func receiptNo(id string) string { return strings.ToUpper(id[:12]) }

func (c *counter) listApplications(ctx context.Context, in *ApplicationsInput) (*List[record.ApplicationLine], error) {
	who, err := signedIn(ctx)
	if err != nil {
		return nil, err
	}
	var states []string
	if in.State != "" {
		states = strings.Split(in.State, ",")
	}
	all, err := c.Cases.Applications(ctx, who.actor(), in.ID, states, in.After, in.Limit+1)
	return page(all, in.Limit, func(l record.ApplicationLine) string { return l.ID }), err
}

func (c *counter) showApplication(ctx context.Context, in *ByCycle) (*ApplicationOutput, error) {
	view, err := c.Cases.Application(ctx, callerOf(ctx).actor(), in.ID)
	return &ApplicationOutput{Body: view}, err
}

func (c *counter) actOnApplication(ctx context.Context, in *ActInput) (*DoneOutput, error) {
	seen := in.seen()
	if seen == store.AnyStep {
		return nil, seenMissing()
	}
	r, id, err := c.act(ctx, callerOf(ctx).actor(), request{key: in.Key, kind: record.ApplicationKind, id: in.ID, act: in.Act, seen: seen, body: in.Body.Body})
	return done(id, r), err
}

func seenMissing() error { return fault.New("value.missing", "field", "seen").At("seen") }
