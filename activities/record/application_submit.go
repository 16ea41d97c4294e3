package record

import (
	"context"
	"encoding/json"
	"maps"

	"jinchu/activities/store"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
	"jinchu/policy/identity"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// Submission is an application as it comes in (报名).
type Submission struct {
	Path      string            `json:"path" doc:"报考类别"`
	Post      string            `json:"post,omitempty" doc:"岗位代码；先考后选岗的不填"`
	Person    Personal          `json:"person"`
	Supported *Supported        `json:"supported,omitempty" doc:"亲属报考时所依据的残疾人"`
	Facts     map[string]string `json:"facts,omitempty" doc:"其他事实，按规则语言的词：applicant.education …"`
	Paper     *PaperBody        `json:"paper,omitempty" doc:"从报考人签字的报名表补录"`
}

// Submitted is the answer to a submission; the receipt is made where it is handed out.
type Submitted struct {
	Verdict regulation.Verdict   `json:"verdict"`
	Reasons []recruitment.Reason `json:"reasons"`
}

// submit records a new application. Nothing is refused on the merits here: the verdict is what the
// rules say so far, and a person reviews it.
func (d *Desk) submit(ctx context.Context, tx store.Tx, c store.Command, locked store.CaseFile) (store.Outcome, error) {
	cycle, err := tx.Case(ctx, locked.Parent)
	if err != nil {
		return store.Outcome{}, err
	}
	if cycle.State != recruitment.Announced {
		return store.Outcome{}, shut(cycle.State)
	}
	x := &deed{cmd: c, at: locked, table: tables[ApplicationKind], out: store.Outcome{Event: "submit", State: recruitment.Submitted}}
	if x.contest, err = d.open(ctx, tx, cycle); err != nil {
		return store.Outcome{}, err
	}
	var in Submission
	if err := json.Unmarshal(c.Body, &in); err != nil {
		return store.Outcome{}, fault.New("request.shape", "why", "body").Because(err)
	}
	a, number, err := x.read(locked.ID, in)
	if err != nil {
		return store.Outcome{}, err
	}
	x.at.Unit = a.Unit
	if err := x.handedIn(in.Paper); err != nil {
		return store.Outcome{}, err
	}
	if x.by, err = x.lawful(); err != nil {
		return store.Outcome{}, err
	}
	if err := tx.AddApplication(ctx, a, number); err != nil {
		return store.Outcome{}, err
	}
	x.app = &a
	out, err := x.submitted(a)
	if err == nil {
		x.out = out
		err = x.keepPaper()
	}
	return x.out, err
}

// handedIn holds an application to the time for them: one on paper by the day it was signed.
func (x *deed) handedIn(paper *PaperBody) error {
	if paper == nil {
		return x.stillOpen()
	}
	opens, closes, err := x.handIn()
	if err != nil {
		return err
	}
	if closes.After(x.today) {
		closes = x.today
	}
	p, err := x.desk.entry(x.ctx, x.tx, x.cmd.Actor, *paper, x.at, opens, closes)
	if err != nil {
		return err
	}
	x.sheet, x.cmd.Actor = p, p.signer.Mark()
	return nil
}

// handIn is the first and the last day on which applications were or are taken, where the notice told them.
func (c *contest) handIn() (opens, closes calendar.Date, err error) {
	if c.fact(opensFact) == "" || c.fact(closesFact) == "" {
		return opens, c.today, nil
	}
	if opens, err = calendar.ParseDate(c.fact(opensFact)); err == nil {
		closes, err = calendar.ParseDate(c.fact(closesFact))
	}
	if err != nil {
		err = fault.New("internal").Because(err) // the notice keeps both
	}
	return opens, closes, err
}

// stillOpen refuses what comes in after the last day, while what was handed in on paper before it is still entered.
func (c *contest) stillOpen() error {
	_, closes, err := c.handIn()
	if err == nil && closes.Before(c.today) {
		return fault.New("recruitment.papers.only", "closed", closes)
	}
	return err
}

// submitted answers with what the rules say so far, and asks for the review.
func (x *deed) submitted(a store.Application) (store.Outcome, error) {
	e, err := x.verdict(a)
	if err != nil {
		return store.Outcome{}, err
	}
	x.out.Unit, x.at.Unit = a.Unit, a.Unit
	x.out.Answer = Submitted{Verdict: e.Verdict, Reasons: e.Reasons}
	x.out.Outbox = []store.Message{{Kind: BeginMessage}}
	x.out.Record = x.kept(submittedRecord(a, e))
	x.out.Tasks, err = x.firstTasks(x.at)
	return x.out, err
}

// submittedRecord is what the audit keeps of a submission beside the sealed papers.
func submittedRecord(a store.Application, e recruitment.Eligible) map[string]any {
	return map[string]any{"path": a.Path, "post": a.Post, "verdict": e}
}

// read makes an application of a submission: a path and a post of the cycle, and numbers and facts that hold.
func (c *contest) read(id string, in Submission) (a store.Application, number identity.CitizenID, err error) {
	if !hasPath(c.reg, in.Path) {
		return a, number, fault.New("recruitment.path.unknown", "path", in.Path, "paths", c.pathNames()).At("path")
	}
	in.Person.Facts, in.Person.Exceptions = maps.Clone(in.Facts), nil // exceptions are made by reviewers
	if in.Supported != nil {
		in.Person.Supported = in.Supported
	}
	if number, err = in.Person.check(c.tx); err != nil {
		return a, number, err
	}
	a = store.Application{ID: id, Cycle: c.cycle.ID, Path: in.Path, Unit: c.cycle.Unit}
	if in.Post != "" {
		post, err := c.post(in.Post)
		if err != nil {
			return a, number, err
		}
		a.Post, a.Unit = post.ID, post.Unit
	} else if c.stage(regulation.StageChoice) == nil {
		return a, number, fault.New("value.missing", "field", "post").At("post")
	}
	if a.Personal, err = json.Marshal(in.Person); err != nil {
		return a, number, fault.New("internal").Because(err)
	}
	return a, number, nil
}

func (c *contest) pathNames() string {
	text := ""
	for i, p := range c.reg.Paths {
		if i > 0 {
			text += "、"
		}
		text += p.ID
	}
	return text
}

// firstTasks are the lines in the inbox of a new application's first reviewer.
func (c *contest) firstTasks(at store.CaseFile) ([]store.Task, error) {
	at.State, at.Seq = recruitment.Submitted, 1
	return c.dueTasks(at, nil, waiting{})
}

// verdict asks the rules about an application, with the exceptions somebody has answered for.
func (c *contest) verdict(a store.Application) (recruitment.Eligible, error) {
	f, err := c.facts(a)
	if err != nil {
		return recruitment.Eligible{}, err
	}
	p, err := personalOf(a)
	if err != nil {
		return recruitment.Eligible{}, err
	}
	return recruitment.Eligibility(c.reg, a.Path, f, c.program, p.Exceptions...)
}
