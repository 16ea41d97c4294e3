package rehearsal

import (
	"context"
	"fmt"
	"net/http"
	"slices"
)

// submitted is the answer to an application.
type submitted struct {
	ID     string `json:"id"`
	Access string `json:"access"`
	State  string `json:"state"`
}

// register lets everybody apply; then time passes to the end of the window.
func (p *player) register(ctx context.Context, c Cycle) (bool, error) {
	fresh := len(p.byApp) == 0
	if err := p.submitAll(ctx, c); err != nil {
		return false, err
	}
	if fresh {
		p.say("%s 报名 %d 人", p.today, len(p.byApp))
	}
	if err := p.tryWhileOpen(ctx, c); err != nil {
		return false, err
	}
	return p.conclude(ctx, c, "conclude")
}

// submitAll sends every application; one that was sent before gives its first answer again.
func (p *player) submitAll(ctx context.Context, c Cycle) error {
	nominated := slices.ContainsFunc(c.Plan, func(s Step) bool { return slices.Contains(s.Stages, "nomination") })
	for _, who := range p.people {
		if p.apps[who.Number] != "" {
			continue
		}
		if err := p.apply(ctx, c, who, nominated || who.atTheCounter); err != nil {
			return fmt.Errorf("applicant %d: %w", who.Number, err)
		}
	}
	return nil
}

func (p *player) apply(ctx context.Context, c Cycle, who *Person, counter bool) error {
	role, token, person := "applicant", "", "applicant"
	if counter {
		role = "township_clerk"
		held := p.api.holders(role, who.Unit)
		if len(held) == 0 {
			return fmt.Errorf("%w: nobody signed in is a township_clerk for %s", ErrStuck, who.Unit)
		}
		token, person = held[0].token, held[0].person
	}
	body := who.form()
	key := p.cfg.key("apply", who.Number)
	got, err := p.api.send(ctx, request{http.MethodPost, "/api/cycles/" + c.ID + "/applications", token, key, body})
	if err != nil {
		return err
	}
	var s submitted
	err = got.fine(&s)
	p.log.add(Entry{Date: p.today, Role: role, Person: person, Case: s.ID, Number: who.Number, Act: "apply", Key: key, Status: got.status,
		Code: codeOf(err), Answer: got.digest(), Refused: err != nil})
	if err != nil {
		return err
	}
	p.byApp[s.ID], p.apps[who.Number], p.access[who.Number] = who, s.ID, s.Access
	return nil
}

// form is what the person hands in: numbers for the numbers, words for the facts, without the withheld one.
func (p *Person) form() map[string]any {
	person := map[string]any{"name": p.Name, "id_number": p.ID, "phone": p.Phone}
	if p.Certificate != "" {
		person["certificate"] = p.Certificate
	}
	stated := map[string]string{}
	for word, fact := range p.Stated {
		if word != p.Lacks {
			stated[word] = fact
		}
	}
	form := map[string]any{"path": p.Path, "post": p.Post, "person": person, "facts": stated}
	if p.Kin != nil {
		form["supported"] = map[string]string{"certificate": p.Kin.Certificate}
	}
	return form
}

// reviewing reviews every paper, hears appeals, decides on accommodation, hands out tickets and ends the stage.
func (p *player) reviewing(ctx context.Context, c Cycle) (bool, error) {
	if err := p.tryAfter(ctx, c); err != nil {
		return false, err
	}
	if did, err := p.each(ctx, p.review, "submitted", "returned", "refused", "appealing", "qualified"); did || err != nil {
		return did, err
	}
	if did, err := p.tickets(ctx, c); did || err != nil {
		return did, err
	}
	return p.conclude(ctx, c, "conclude")
}

// tickets gives those qualified their tickets.
func (p *player) tickets(ctx context.Context, c Cycle) (bool, error) {
	found, err := p.applications(ctx, "qualified")
	if err != nil || !slices.ContainsFunc(found, func(a Application) bool { return a.Ticket == "" }) {
		return false, err
	}
	return p.cycleAct(ctx, c, "issue_tickets", nil)
}

// review does the next thing with one application before the exam.
func (p *player) review(ctx context.Context, a Application, who *Person) (bool, error) {
	if did, err := p.before(ctx, a, who); did || err != nil {
		return did, err
	}
	switch a.State {
	case "submitted":
		return p.judgePapers(ctx, a, who)
	case "returned":
		return p.returned(ctx, a, who)
	case "refused":
		if did, err := p.serve(ctx, a, who); did || err != nil {
			return did, err
		}
		if (who.Fate == fateAppeals || who.Fate == fateSilent) && !a.did("appeal") {
			return p.appAct(ctx, a, "appeal", nil)
		}
	case "appealing":
		return p.hear(ctx, a, who)
	}
	return false, nil
}

// before are the wishes of the person: to withdraw, or to be accommodated.
func (p *player) before(ctx context.Context, a Application, who *Person) (bool, error) {
	switch {
	case who.Fate == fateWithdraws && a.State == "qualified":
		return p.appAct(ctx, a, "withdraw", nil)
	case who.Fate != fateAsks && who.Fate != fateAsksAlso || a.State != "submitted" && a.State != "qualified":
		return false, nil
	case len(a.Accommodations) == 0 && a.State == "submitted" && !a.did("request_accommodation"):
		return p.appAct(ctx, a, "request_accommodation", map[string]any{"needs": []string{"time"}, "text": "延长考试时间"})
	}
	for _, wish := range a.Accommodations {
		if wish.decided() || a.did("grant_accommodation") || a.did("refuse_accommodation") {
			continue
		}
		if who.Fate == fateAsks {
			return p.appAct(ctx, a, "grant_accommodation", map[string]any{"accommodation": wish.ID, "text": "延长三分之一"})
		}
		return p.appAct(ctx, a, "refuse_accommodation", map[string]any{"accommodation": wish.ID, "reason": reasons["refuse_accommodation"]})
	}
	return false, nil
}

func (w Accommodation) decided() bool { return w.State == "granted" || w.State == "refused" }

// judgePapers does what the verdict suggests; the deciding is the named person's.
func (p *player) judgePapers(ctx context.Context, a Application, who *Person) (bool, error) {
	switch a.Verdict.Verdict {
	case yes:
		return p.pass(ctx, a, nil)
	case no:
		return p.turnDown(ctx, a, reasons["refuse"])
	}
	if soft := onlySoft(a.Verdict); len(soft) > 0 {
		if who.Number%2 == 0 {
			return p.pass(ctx, a, map[string]any{"exceptions": soft, "reason": "原则性规定，经研究准予例外"})
		}
		return p.appAct(ctx, a, "return", map[string]any{"reason": "原则性规定，不予例外；如有可以例外的情形，请补充说明"})
	}
	if did, err := p.appAct(ctx, a, "return", nil); did || err != nil {
		return did, err
	}
	return p.turnDown(ctx, a, "事实不能查明，不能认定符合条件")
}

// turnDown refuses where it is this level's to refuse, else hands the papers on to the level that may.
func (p *player) turnDown(ctx context.Context, a Application, reason string) (bool, error) {
	if did, err := p.appAct(ctx, a, "refuse", map[string]any{"reason": reason}); did || err != nil {
		return did, err
	}
	return p.appAct(ctx, a, "pass_on", nil)
}

// pass lets the papers go on: at the last level as qualified, with the exceptions made there, else to the next.
func (p *player) pass(ctx context.Context, a Application, body map[string]any) (bool, error) {
	if did, err := p.appAct(ctx, a, "qualify", body); did || err != nil {
		return did, err
	}
	return p.appAct(ctx, a, "pass_on", nil)
}

// onlySoft are the rules in principle that alone stand in the way; nil where a fact is missing as well.
func onlySoft(v Verdict) []string {
	var ids []string
	for _, r := range v.Reasons {
		if r.Verdict != cannotTell || r.Kind == "prefer" {
			continue
		}
		if len(r.Missing) > 0 {
			return nil
		}
		ids = append(ids, r.ID)
	}
	return ids
}

// returned is served the notice first; then supplements. Somebody silent, or with nothing to say, is refused
// once the time given is over and that nothing came is recorded.
func (p *player) returned(ctx context.Context, a Application, who *Person) (bool, error) {
	if did, err := p.serve(ctx, a, who); did || err != nil {
		return did, err
	}
	if who.Fate != fateSilent && who.Lacks != "" {
		return p.appAct(ctx, a, "supplement", map[string]any{"facts": who.late()})
	}
	if slices.ContainsFunc(a.Deadlines, func(d Deadline) bool { return d.State == "open" }) {
		return false, nil
	}
	if did, err := p.noStatement(ctx, a, who); did || err != nil {
		return did, err
	}
	return p.appAct(ctx, a, "refuse", map[string]any{"reason": "逾期未补正，不能认定符合条件"})
}

// hear decides an appeal: the fact comes late but comes, or the refusal stands.
func (p *player) hear(ctx context.Context, a Application, who *Person) (bool, error) {
	if who.Fate == fateSilent && who.Flaw == "" {
		return p.appAct(ctx, a, "grant", map[string]any{"reason": reasons["grant"], "facts": who.late()})
	}
	return p.appAct(ctx, a, "uphold", nil)
}

// late is the fact that was withheld at first.
func (p *Person) late() map[string]string {
	if p.Lacks == "" {
		return map[string]string{}
	}
	return map[string]string{p.Lacks: p.Stated[p.Lacks]}
}
