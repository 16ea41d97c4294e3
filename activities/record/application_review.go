package record

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// passOn hands the papers to the next level, with what this level established.
func (x *deed) passOn() error {
	if err := x.reviewing(); err != nil {
		return err
	}
	_, err := x.established()
	return err
}

// reviewing refuses a review outside its stage: nobody is judged while people may still apply, or after.
func (x *deed) reviewing() error { return x.during(x.cmd.Act) }

// established adds the facts a reviewer established and keeps what the rules then say.
func (x *deed) established() (recruitment.Eligible, error) {
	p, err := personalOf(*x.app)
	if err != nil {
		return recruitment.Eligible{}, err
	}
	if len(x.body.Exceptions) > 0 && !slices.Contains(excepting, x.cmd.Act) {
		return recruitment.Eligible{}, fault.New("value.wrong", "field", "exceptions", "why", "只有认定合格时才能作例外 only with qualify or grant")
	}
	if len(x.body.Facts)+len(x.body.Exceptions) > 0 {
		if err := x.establish(p); err != nil {
			return recruitment.Eligible{}, err
		}
	}
	e, err := x.verdict(*x.app)
	if err != nil {
		return e, err
	}
	return e, x.keepVerdict(e)
}

// excepting are the acts that may make an exception to what holds in principle: decisions for the person.
var excepting = []string{"qualify", "grant"}

// establish adds facts and exceptions to what the application keeps.
func (x *deed) establish(p Personal) (err error) {
	if p.Facts == nil {
		p.Facts = map[string]string{}
	}
	maps.Copy(p.Facts, x.body.Facts)
	for _, id := range x.body.Exceptions {
		if !slices.Contains(p.Exceptions, id) {
			p.Exceptions = append(p.Exceptions, id)
		}
	}
	if err := p.checkFacts(); err != nil {
		return err
	}
	if x.app.Personal, err = json.Marshal(p); err != nil {
		return fault.New("internal").Because(err)
	}
	return x.tx.Supplement(x.ctx, x.app.ID, x.app.Personal)
}

// keepVerdict keeps what the rules said, as of this step.
func (x *deed) keepVerdict(e recruitment.Eligible) error {
	reasons, err := json.Marshal(e.Reasons)
	if err != nil {
		return fault.New("internal").Because(err)
	}
	x.out.Answer = Submitted{Verdict: e.Verdict, Reasons: e.Reasons}
	x.out.Record = map[string]any{"verdict": e}
	return x.tx.AddVerdicts(x.ctx, []store.Verdict{{Application: x.app.ID, Stage: x.cycle.Stage, Verdict: string(e.Verdict), Reasons: reasons}})
}

// qualify needs the rules' own yes: facts that are missing are established first, and an exception to
// what holds "in principle" is recorded with its reason.
func (x *deed) qualify() error {
	if err := x.reviewing(); err != nil {
		return err
	}
	if len(x.body.Exceptions) > 0 && strings.TrimSpace(x.reason()) == "" {
		return fault.New("act.reason").At("exceptions")
	}
	e, err := x.established()
	if err != nil {
		return err
	}
	if e.Verdict != regulation.Yes {
		return contradicts(e)
	}
	return x.bonusesKnown()
}

// bonusesKnown wants every fact established that a bonus hangs on, while nobody knows yet whom it favours.
func (x *deed) bonusesKnown() error {
	one, err := x.candidate(*x.app, nil)
	if err != nil {
		return err
	}
	for _, credit := range one.credits {
		if err := credit.Settled(); err != nil {
			return err
		}
	}
	return nil
}

// refuse is a person's decision on what the rules say against the applicant: where they say yes, or
// cannot tell, the facts must be established first. Papers returned and never corrected are ground enough,
// once a named person has recorded that nothing came.
func (x *deed) refuse() error {
	if err := x.reviewing(); err != nil {
		return err
	}
	e, err := x.established()
	if err != nil {
		return err
	}
	switch {
	case e.Verdict == regulation.No, e.Excepting():
		return nil // of what holds in principle, no exception is made
	case x.at.State != recruitment.Returned:
		return contradicts(e)
	}
	running, err := x.running(supplementName)
	if err == nil && running {
		err = fault.New("recruitment.supplement.runs")
	}
	if err != nil {
		return err
	}
	silent, err := x.unanswered()
	x.out.Record = map[string]any{"verdict": e, "no_statement_on": silent}
	return err
}

// contradicts names the rules that stand in the way.
func contradicts(e recruitment.Eligible) error {
	var why []string
	for _, r := range e.Reasons {
		if r.Kind != recruitment.Preference && r.Verdict != regulation.Yes {
			why = append(why, r.Chinese())
		}
	}
	if len(why) == 0 {
		why = []string{"规则的每一条都符合"}
	}
	return fault.New("recruitment.review.contradicts", "verdict", verdictWord(e.Verdict), "why", strings.Join(why, ""))
}

func verdictWord(v regulation.Verdict) string {
	return map[regulation.Verdict]string{regulation.Yes: "符合条件", regulation.No: "不符合条件", regulation.CannotTell: "还不能判断"}[v]
}

// supplementName is the deadline of papers that went back for correction.
const supplementName = "supplement_due"

// returnPapers gives papers back for correction. The time the rules allow begins when the notice is served
// on the person, not now; when it is over a person is reminded, nobody is refused by it.
func (x *deed) returnPapers() error {
	if err := x.reviewing(); err != nil {
		return err
	}
	if strings.TrimSpace(x.reason()) == "" {
		return fault.New("act.reason")
	}
	return nil
}

// supplement corrects the papers.
func (x *deed) supplement() error {
	if len(x.body.Facts) == 0 {
		return fault.New("value.missing", "field", "facts")
	}
	if err := x.meets(supplementName); err != nil {
		return err
	}
	_, err := x.established()
	x.out.Answer = nil
	return err
}

// meets takes a deadline back that an act made pointless, if it is open.
func (x *deed) meets(name string) error {
	running, err := x.running(name)
	if running {
		x.out.Meets = append(x.out.Meets, name)
	}
	return err
}

// running tells whether a deadline of the case is open.
func (x *deed) running(name string) (bool, error) {
	all, err := x.tx.DeadlinesOf(x.ctx, x.at.ID)
	return slices.ContainsFunc(all, func(d store.Deadline) bool { return d.Name == name && d.State == "open" }), err
}

// contesting are the stages in which somebody put back can still take part.
var contesting = []string{recruitment.Reviewing, recruitment.Accommodating, recruitment.Opening, recruitment.Examining,
	recruitment.Scored, recruitment.Ranking}

// appeal is open to whoever was judged, while being put back can still mean something: until the
// ranking is confirmed. No stage ends over an appeal that nobody has decided.
func (x *deed) appeal() error {
	if err := x.during("appeal"); err != nil {
		return err
	}
	if x.at.State == recruitment.Refused && x.examined() {
		return shut(x.cycle.State)
	}
	if strings.TrimSpace(x.reason()) == "" {
		return fault.New("act.reason")
	}
	return nil
}

// examined tells whether an exam is over: who was put back now could not sit it any more.
func (c *contest) examined() bool {
	first := slices.IndexFunc(c.plan, func(s recruitment.Step) bool { return s.State == recruitment.Scored })
	return first >= 0 && c.cycle.Stage >= first
}

// establishLater adds facts about somebody qualified that turn out to be needed: what breaks a tie, or
// what has changed. What then stands against the person is for those who may revoke.
func (x *deed) establishLater() error {
	switch {
	case !slices.Contains(contesting, x.cycle.State):
		return shut(x.cycle.State)
	case len(x.body.Facts) == 0:
		return fault.New("value.missing", "field", "facts")
	case strings.TrimSpace(x.reason()) == "":
		return fault.New("act.reason")
	}
	e, err := x.established()
	if err != nil || e.Verdict != regulation.No {
		return err
	}
	for _, role := range tables[ApplicationKind].Who(recruitment.Qualified, "revoke") {
		x.out.Tasks = append(x.out.Tasks, store.Task{Code: "revoke", Role: role, Unit: x.at.Unit})
	}
	return nil
}

// doubted refuses while the rules last said no of somebody still in: a person must decide on them before
// anybody is ranked or hired.
func (c *contest) doubted(states ...string) []error {
	people, err := c.in(states...)
	if err != nil {
		return []error{err}
	}
	said, err := c.tx.Verdicts(c.ctx, c.cycle.ID)
	if err != nil {
		return []error{err}
	}
	last := map[string]string{}
	for _, v := range said {
		last[v.Application] = v.Verdict
	}
	count := 0
	for _, a := range people {
		if last[a.ID] == string(regulation.No) {
			count++
		}
	}
	if count > 0 {
		return []error{fault.New("recruitment.undecided", "count", count, "what", "资格复核 qualification")}
	}
	return nil
}

// grantAppeal puts the person back; where the facts are now other than before, they are established here.
func (x *deed) grantAppeal() error {
	e, err := x.established()
	if err != nil {
		return err
	}
	if e.Verdict == regulation.No {
		return contradicts(e)
	}
	return nil
}
