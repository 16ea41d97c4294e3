package record

import (
	"context"
	"encoding/json"
	"maps"

	"jinchu/activities/store"
	"jinchu/policy/fault"
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
		return store.Outcome{}, fault.New("store.shut", "state", tables[CycleKind].LabelOf(cycle.State).Chinese)
	}
	x := &deed{cmd: c, at: locked, table: tables[ApplicationKind], out: store.Outcome{Event: "submit", State: recruitment.Submitted}}
	if x.contest, err = d.open(ctx, tx, cycle); err != nil {
		return store.Outcome{}, err
	}
	a, err := x.taken()
	if err != nil {
		return store.Outcome{}, err
	}
	if _, err := d.allowed(ctx, tx, actorOf(c), ApplicationKind, "submit", a.Unit, locked.ID); err != nil {
		return store.Outcome{}, err
	}
	e, err := x.verdict(a, nil)
	if err != nil {
		return store.Outcome{}, err
	}
	x.out.Unit, x.at.Unit = a.Unit, a.Unit
	x.out.Answer = Submitted{Verdict: e.Verdict, Reasons: e.Reasons}
	x.out.Outbox = []store.Message{{Kind: BeginMessage}}
	x.out.Record = map[string]any{"path": a.Path, "post": a.Post, "verdict": e}
	return x.out, x.firstTasks()
}

// taken reads and keeps the submission.
func (x *deed) taken() (a store.Application, err error) {
	var in Submission
	if err := json.Unmarshal(x.cmd.Body, &in); err != nil {
		return a, fault.New("request.shape", "why", "body").Because(err)
	}
	if !hasPath(x.reg, in.Path) {
		return a, fault.New("recruitment.path.unknown", "path", in.Path, "paths", x.paths()).At("path")
	}
	in.Person.Facts = maps.Clone(in.Facts)
	if in.Supported != nil {
		in.Person.Supported = in.Supported
	}
	number, err := in.Person.check(x.tx)
	if err != nil {
		return a, err
	}
	a = store.Application{ID: x.at.ID, Cycle: x.cycle.ID, Path: in.Path, Unit: x.cycle.Unit}
	if in.Post != "" {
		post, err := x.post(in.Post)
		if err != nil {
			return a, err
		}
		a.Post, a.Unit = post.ID, post.Unit
	} else if x.stage(regulation.StageChoice) == nil {
		return a, fault.New("value.missing", "field", "post")
	}
	if a.Personal, err = json.Marshal(in.Person); err != nil {
		return a, fault.New("internal").Because(err)
	}
	return a, x.tx.AddApplication(x.ctx, a, number)
}

func (c *contest) paths() string {
	text := ""
	for i, p := range c.reg.Paths {
		if i > 0 {
			text += "、"
		}
		text += p.ID
	}
	return text
}

// firstTasks puts the new application into the inbox of its first reviewer.
func (x *deed) firstTasks() error {
	at := x.at
	at.State, at.Seq = recruitment.Submitted, 1
	waits, err := x.next(at, nil)
	for _, n := range waits {
		if n.Act != "pass_on" && n.Act != "qualify" {
			continue
		}
		for _, role := range n.Roles {
			x.out.Tasks = append(x.out.Tasks, store.Task{Code: n.Act, Role: role, Unit: at.Unit})
		}
	}
	return err
}

// verdict asks the rules about an application, with the exceptions somebody answers for.
func (c *contest) verdict(a store.Application, exceptions []string) (recruitment.Eligible, error) {
	f, err := c.facts(a)
	if err != nil {
		return recruitment.Eligible{}, err
	}
	return recruitment.Eligibility(c.reg, a.Path, f, c.program, exceptions...)
}
