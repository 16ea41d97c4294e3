package record

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"jinchu/activities/store"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// ApplicationView is one application as those who may read it see it. The person stands in it only for
// those who compare papers with a card, and for the applicant.
type ApplicationView struct {
	ID             string               `json:"id"`
	Cycle          string               `json:"cycle"`
	Ticket         string               `json:"ticket"`
	Post           string               `json:"post"`
	Path           string               `json:"path"`
	State          string               `json:"state"`
	Label          string               `json:"label"`
	Seq            int64                `json:"seq"`
	Received       time.Time            `json:"received"`
	Verdict        regulation.Verdict   `json:"verdict" doc:"what the rules say now"`
	Reasons        []recruitment.Reason `json:"reasons"`
	Verdicts       []VerdictView        `json:"verdicts" doc:"what they said at each review"`
	Exempt         []string             `json:"exempt"`
	Accommodations []AccommodationView  `json:"accommodations"`
	Contract       *ContractView        `json:"contract"`
	Next           []Next               `json:"next"`
	Deadlines      []DeadlineView       `json:"deadlines"`
	History        []HistoryView        `json:"history"`
	Serve          []AwaitView          `json:"serve" doc:"等待送达本人的文书"`
	Papers         []PaperView          `json:"papers" doc:"从纸面补录的事项"`
	Person         *Personal            `json:"person,omitempty"`
	Gone           bool                 `json:"gone,omitempty" doc:"what was stated was destroyed when its time was over"`
}

// VerdictView is what the rules said at a review.
type VerdictView struct {
	Stage   int             `json:"stage"`
	No      int64           `json:"no"`
	Verdict string          `json:"verdict"`
	Reasons json.RawMessage `json:"reasons"`
}

// AccommodationView is a request; its words are for those who decide it, and for the applicant.
type AccommodationView struct {
	ID      string          `json:"id"`
	State   string          `json:"state"`
	Request json.RawMessage `json:"request,omitempty"`
	Answer  json.RawMessage `json:"answer,omitempty"`
}

// ContractView is the contract with its text.
type ContractView struct {
	ID           string `json:"id"`
	Application  string `json:"application"`
	Ticket       string `json:"ticket"`
	Post         string `json:"post"`
	Kind         string `json:"kind"`
	From         string `json:"from"`
	To           string `json:"to,omitempty"`
	ProbationTo  string `json:"probation_to,omitempty"`
	PersonSigned string `json:"person_signed,omitempty"`
	CountySigned string `json:"county_signed,omitempty"`
	Digest       string `json:"digest"`
	Text         string `json:"text,omitempty"`
}

// HistoryView is one step as the parties see it: the role, never the person.
type HistoryView struct {
	Seq   int64  `json:"seq"`
	Event string `json:"event"`
	Label string `json:"label"`
	Role  string `json:"role"`
	Date  string `json:"date"`
}

// Application shows an application. Faults: unknown, forbidden.
func (d *Desk) Application(ctx context.Context, a Actor, id string) (v ApplicationView, err error) {
	err = d.store.Read(ctx, func(tx store.Tx) error {
		at, c, err := d.look(ctx, tx, a, id, "read", ApplicationKind)
		if err != nil {
			return err
		}
		app, err := tx.Application(ctx, id)
		if err != nil {
			return err
		}
		v, err = c.viewApplication(a, at, app)
		return err
	})
	return v, err
}

func (c *contest) viewApplication(a Actor, at store.CaseFile, app store.Application) (v ApplicationView, err error) {
	v = ApplicationView{ID: app.ID, Gone: app.Gone(), Cycle: app.Cycle, Ticket: app.Ticket, Post: c.codeOf(app.Post), Path: app.Path, State: app.State,
		Label: tables[ApplicationKind].LabelOf(app.State).Chinese, Seq: app.Seq, Received: app.Received}
	e, err := c.verdict(app)
	if err != nil {
		return v, err
	}
	v.Verdict, v.Reasons = e.Verdict, orEmpty(e.Reasons)
	f, err := c.facts(app)
	if err != nil {
		return v, err
	}
	exempt, _, err := recruitment.ExemptFrom(c.reg.Procedure, app.Path, f, c.program)
	if err != nil {
		return v, err
	}
	v.Exempt = orEmpty(exempt)
	for _, fill := range []func(Actor, store.CaseFile, store.Application, *ApplicationView) error{
		c.viewHistory, c.viewVerdicts, c.viewRequests, c.viewPaper, c.viewPerson, c.viewServe, c.viewEntered} {
		if err := fill(a, at, app, &v); err != nil {
			return v, err
		}
	}
	return v, nil
}

func (c *contest) viewHistory(_ Actor, at store.CaseFile, _ store.Application, v *ApplicationView) error {
	done, err := c.tx.DoingsOf(c.ctx, at.ID)
	if err != nil {
		return err
	}
	v.History = []HistoryView{}
	for _, d := range done {
		v.History = append(v.History, HistoryView{d.Seq, d.Event, eventLabel(tables[ApplicationKind], d.Event).Chinese, d.Role,
			calendar.DateOf(d.At).String()})
	}
	if v.Next, err = c.next(at, done); err != nil {
		return err
	}
	v.Deadlines, err = c.deadlines(at.ID)
	return err
}

func (c *contest) viewVerdicts(_ Actor, at store.CaseFile, _ store.Application, v *ApplicationView) error {
	all, err := c.tx.VerdictsOf(c.ctx, at.ID)
	v.Verdicts = []VerdictView{}
	for _, one := range all {
		v.Verdicts = append(v.Verdicts, VerdictView{one.Stage, one.No, one.Verdict, one.Reasons})
	}
	return err
}

func (c *contest) viewRequests(a Actor, at store.CaseFile, _ store.Application, v *ApplicationView) error {
	all, err := c.tx.Accommodations(c.ctx, at.ID)
	if err != nil {
		return err
	}
	mayRead := c.mayDo(a, at, "grant_accommodation")
	v.Accommodations = []AccommodationView{}
	for _, one := range all {
		shown := AccommodationView{ID: one.ID, State: one.State}
		if mayRead {
			shown.Request, shown.Answer = one.Request, one.Answer
		}
		v.Accommodations = append(v.Accommodations, shown)
	}
	return nil
}

func (c *contest) viewPaper(a Actor, at store.CaseFile, app store.Application, v *ApplicationView) error {
	k, err := c.tx.ContractOf(c.ctx, at.ID)
	if fault.CodeOf(err) == "unknown" {
		return nil
	}
	if err != nil {
		return err
	}
	shown := c.contractView(k, app)
	if app.Gone() {
		v.Contract = &shown
		return nil
	}
	text, digest, err := c.paper(k, app)
	if err != nil {
		return err
	}
	shown.Digest = digest
	if c.mayDo(a, at, "read_identity", "countersign", "endorse") {
		shown.Text = text
	}
	v.Contract = &shown
	return nil
}

// mayDo tells whether the application is the actor's own, or the policy lets the actor do any of the acts.
func (c *contest) mayDo(a Actor, at store.CaseFile, acts ...string) bool {
	return a.Person == "" && a.Application == at.ID || slices.ContainsFunc(acts, func(act string) bool {
		_, no := c.desk.allowed(c.ctx, c.tx, asking{Actor: a}, ApplicationKind, act, at.Unit, at.ID)
		return no == nil
	})
}

func (c *contest) contractView(k store.Contract, app store.Application) ContractView {
	kind, _ := k.Facts["kind"].(string)
	digest, _ := k.Facts["person_digest"].(string)
	return ContractView{ID: k.ID, Application: k.Application, Ticket: app.Ticket, Post: c.codeOf(k.Post), Kind: kind,
		From: date(&k.From), To: date(k.To), ProbationTo: date(k.ProbationTo),
		PersonSigned: date(k.PersonSigned), CountySigned: date(k.CountySigned), Digest: digest}
}

func (c *contest) viewPerson(a Actor, at store.CaseFile, app store.Application, v *ApplicationView) error {
	if app.Gone() || !c.mayDo(a, at, "read_identity") {
		return nil
	}
	p, err := personalOf(app)
	v.Person = &p
	return err
}
