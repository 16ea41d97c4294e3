package rehearsal

import (
	"context"
	"errors"
	"slices"
)

// Fates of those proposed, by the place of their post.
const (
	lateFine       = "fine"
	lateRecheck    = "recheck"
	lateMedical    = "fails_medical"
	lateBackground = "fails_background"
	lateWaives     = "waives"
	lateSilent     = "silent" // hired and never comes to sign
	lateObjection  = "objection"
)

var lateFates = []string{lateRecheck, lateWaives, lateMedical, lateObjection, lateBackground, lateSilent}

// Steps between the list and the contract: the stage that carries each, and the act that passes it.
var engageSteps = []struct{ stage, state, pass, fail string }{
	{"medical", "checking", "pass_medical", "fail_medical"},
	{"background", "checking", "pass_background", "fail_background"},
	{"publicity", "publicising", "publicise", ""},
	{"hire", "deciding", "hire", ""},
}

// droppedStates are those of people who were proposed and are out.
var droppedStates = []string{"unfit", "uncleared", "waived", "refused", "ended"}

func (p *player) choosing(ctx context.Context, c Cycle) (bool, error) {
	choose := func(ctx context.Context, a Application, who *Person) (bool, error) {
		if a.did("choose") {
			return false, nil
		}
		return p.appAct(ctx, a, "choose", map[string]any{"post": who.Post})
	}
	if did, err := p.each(ctx, choose, "proposed", "ranked"); did || err != nil {
		return did, err
	}
	return p.conclude(ctx, c, "conclude")
}

func (p *player) checking(ctx context.Context, c Cycle) (bool, error) {
	return p.engage(ctx, c, "conclude")
}

func (p *player) publicising(ctx context.Context, c Cycle) (bool, error) {
	if did, err := p.carry(ctx, c); did || err != nil {
		return did, err
	}
	if did, err := p.object(ctx, c); did || err != nil {
		return did, err
	}
	return p.engage(ctx, c, "conclude")
}

func (p *player) deciding(ctx context.Context, c Cycle) (bool, error) {
	if did, err := p.carry(ctx, c); did || err != nil {
		return did, err
	}
	if did, err := p.substitute(ctx, c); did || err != nil {
		return did, err
	}
	if stands(c, "agree") {
		return false, nil
	}
	if did, err := p.recite(ctx, c); did || err != nil {
		return did, err
	}
	return p.walk(ctx, c, map[string]any{"minutes": "演练会议纪要第1号"})
}

func (p *player) contracting(ctx context.Context, c Cycle) (bool, error) {
	return p.engage(ctx, c, "close")
}

// engage carries everybody forward, fills what came free, then ends the stage.
func (p *player) engage(ctx context.Context, c Cycle, end string) (bool, error) {
	if did, err := p.carry(ctx, c); did || err != nil {
		return did, err
	}
	if did, err := p.substitute(ctx, c); did || err != nil {
		return did, err
	}
	return p.conclude(ctx, c, end)
}

// carry does the next thing with everybody who is proposed or further.
func (p *player) carry(ctx context.Context, c Cycle) (bool, error) {
	everybody, err := p.applications(ctx)
	if err != nil {
		return false, err
	}
	dropped := map[string]int{}
	for _, a := range everybody {
		out, err := p.droppedOut(ctx, a)
		if err != nil {
			return false, err
		}
		if out {
			dropped[a.Post]++
		}
	}
	step := func(ctx context.Context, a Application, who *Person) (bool, error) {
		if !a.did("propose") {
			return false, nil
		}
		did, err := p.forward(ctx, c, a, p.lateFate(c, who, dropped))
		if err != nil || !did {
			return did, err
		}
		now, err := p.lookAt(ctx, a.ID)
		if slices.Contains(droppedStates, now.State) {
			dropped[a.Post]++ // the next of the post sees it, as after an interruption
		}
		return true, err
	}
	return p.each(ctx, step, "proposed", "fit", "unfit", "cleared", "uncleared", "publicised", "hired", "signed")
}

// droppedOut tells whether somebody proposed is out; the answer for a state is looked up once.
func (p *player) droppedOut(ctx context.Context, a Application) (bool, error) {
	if !slices.Contains(droppedStates, a.State) {
		return false, nil
	}
	at := a.ID + a.State
	out, known := p.dropped[at]
	if known {
		return out, nil
	}
	full, err := p.lookAt(ctx, a.ID)
	if err == nil {
		p.dropped[at] = full.did("propose") && !full.did("recheck")
	}
	return p.dropped[at], err
}

// lateFate is what becomes of somebody proposed; once somebody of a post has dropped out, all goes well there.
func (p *player) lateFate(c Cycle, who *Person, dropped map[string]int) string {
	i := slices.IndexFunc(c.Posts, func(post Post) bool { return post.Code == who.Post })
	if len(c.Posts) < 4 {
		i = who.Number
	}
	fate := lateFates[max(0, i)%len(lateFates)]
	if fate == lateObjection {
		return lateFine // decided where objections are made
	}
	if dropped[who.Post] > 0 && fate != lateRecheck {
		return lateFine
	}
	return fate
}

// reached tells whether the cycle has come to a step, or passed it.
func reached(c Cycle, stage, state string) bool {
	for i, step := range c.Plan {
		if i > c.Stage {
			return false
		}
		if step.State == state && (slices.Contains(step.Stages, stage) || state != "checking") {
			return true
		}
	}
	return false
}

// stepsOf are the steps in the order of the cycle's plan.
func stepsOf(c Cycle) []int {
	var order []int
	for _, step := range c.Plan {
		for i, one := range engageSteps {
			if step.State == one.state && (slices.Contains(step.Stages, one.stage) || one.state == "deciding") && !slices.Contains(order, i) {
				order = append(order, i)
			}
		}
	}
	return order
}

// forward does the first thing that is due with one person.
func (p *player) forward(ctx context.Context, c Cycle, a Application, fate string) (bool, error) {
	switch a.State {
	case "hired", "signed":
		return p.sign(ctx, a, fate)
	case "unfit", "uncleared":
		if fate == lateRecheck && !a.did("recheck") {
			return p.appAct(ctx, a, "recheck", nil)
		}
		return false, nil
	}
	if fate == lateWaives {
		return p.appAct(ctx, a, "waive", map[string]any{"reason": "本人另有去处"})
	}
	for _, i := range stepsOf(c) {
		step := engageSteps[i]
		if a.did(step.pass) || step.stage == "medical" && a.did("recheck") || !reached(c, step.stage, step.state) ||
			step.stage == "hire" && c.State != "contracting" || step.stage == "publicity" && c.State == "checking" {
			continue // the others are hired together; nobody is shown while checks are under way
		}
		name := step.pass
		if fate == lateMedical && step.stage == "medical" || fate == lateBackground && step.stage == "background" ||
			fate == lateRecheck && step.stage == "medical" && !a.did("recheck") {
			name = step.fail
		}
		did, err := p.appAct(ctx, a, name, nil)
		if err = p.notYet(err); did || err != nil {
			return did, err
		}
	}
	return false, nil
}

// notYet lets a single hire or publication wait for the publicity it lacks.
func (p *player) notYet(err error) error {
	var problem *Problem
	if errors.As(err, &problem) && problem.Status == 409 {
		return nil
	}
	return err
}

// sign brings the contract about: the person, who must endorse, the county. Somebody silent is recorded as
// having waived, by a named person.
func (p *player) sign(ctx context.Context, a Application, fate string) (bool, error) {
	if a.State == "hired" && fate == lateSilent {
		return p.appAct(ctx, a, "record_waiver", nil)
	}
	body := map[string]any{}
	if a.Contract != nil {
		body["digest"] = a.Contract.Digest
	}
	for _, name := range []string{"sign", "endorse", "countersign"} {
		if did, err := p.appAct(ctx, a, name, body); did || err != nil {
			return did, err
		}
	}
	return false, nil
}

// substitute asks for substitutes once for every time somebody dropped out.
func (p *player) substitute(ctx context.Context, c Cycle) (bool, error) {
	offer, ok := offered(c.Next, "substitute")
	if !ok {
		return false, nil
	}
	everybody, err := p.applications(ctx)
	if err != nil {
		return false, err
	}
	now := vacancies(p.rules, c, everybody)
	if now == "" || p.spent[now] {
		return false, nil
	}
	p.spent[now] = true
	_, err = p.do(ctx, act{kind: "cycles", id: c.ID, name: "cycle", unit: c.Unit, seen: c.Seq, offer: offer})
	var problem *Problem
	if errors.As(err, &problem) && problem.Status == 409 {
		return false, nil // nobody is left, or the text lets none follow this cause
	}
	return p.moved(err)
}

// vacancies names the posts with a free place and who of them is out, so that one is asked for once.
func vacancies(rules *Rules, c Cycle, everybody []Application) string {
	out := ""
	for _, post := range c.Posts {
		taken, gone := 0, ""
		for _, a := range everybody {
			switch {
			case a.Post != post.Code:
			case slices.Contains([]string{"proposed", "fit", "cleared", "publicised", "hired", "signed", "contracted"}, a.State):
				taken++
			case slices.Contains(droppedStates, a.State):
				gone += a.Ticket + a.State
			}
		}
		if taken < rules.places(post, everybody) && gone != "" {
			out += post.Code + gone
		}
	}
	return out
}

// places are a post's places after its disposal.
func (r *Rules) places(post Post, everybody []Application) int {
	switch {
	case post.Disposed == "" || post.Disposed == "keep":
		return post.Headcount
	case r.Opening != nil && len(post.Disposed) >= 6 && post.Disposed[:6] == "reduce":
		people := 0
		for _, a := range everybody {
			if a.Post == post.Code && a.Ticket != "" {
				people++
			}
		}
		return min(post.Headcount, people*r.Opening.Posts/r.Opening.People)
	}
	return 0
}

// object has the public object twice: what is said of the first is true and bears on nothing; what is said of the
// second is, by the seed, true and decisive. Named persons decide.
func (p *player) object(ctx context.Context, c Cycle) (bool, error) {
	made, err := p.objections(ctx)
	if err != nil {
		return false, err
	}
	for _, o := range made {
		if o.Verdict == "" {
			affects := p.decisive(c, o)
			return p.cycleAct(ctx, c, "decide_objection", map[string]any{"objection": o.ID, "verified": true, "affects": affects,
				"reason": reasons["decide_objection"]})
		}
	}
	if did, err := p.takeOut(ctx, c, made); did || err != nil {
		return did, err
	}
	shown, err := p.applications(ctx, "publicised")
	if err != nil || len(made) >= 2 || len(shown) <= len(made) {
		return false, err
	}
	about := shown[0]
	if len(made) == 1 {
		about = shown[len(shown)-1]
	}
	return p.cycleAct(ctx, c, "object", map[string]any{"application": about.ID, "text": "反映其任职经历与公示不符", "name": objector, "phone": "10009999999"})
}

// takeOut has a named person take out whom a decisive objection stands against, where the decision itself did not.
func (p *player) takeOut(ctx context.Context, c Cycle, made []Objection) (bool, error) {
	for _, o := range made {
		if !p.decisive(c, o) {
			continue
		}
		a, err := p.lookAt(ctx, o.Application)
		if err != nil {
			return false, err
		}
		if did, err := p.appAct(ctx, a, "revoke", nil); did || err != nil {
			return did, err
		}
	}
	return false, nil
}

// objector is somebody invented.
const objector = "演练异议人"

// decisive is the second objection of an odd seed.
func (p *player) decisive(c Cycle, o Objection) bool {
	who := p.byApp[o.Application]
	return who != nil && p.cfg.Seed%2 != 0 && len(c.Posts) > 1 && who.Post != c.Posts[0].Code
}

func (p *player) objections(ctx context.Context) ([]Objection, error) {
	token, err := p.token("discipline_office", p.unit)
	if err != nil {
		return nil, err
	}
	return list[Objection](ctx, p.api, token, "/api/cycles/"+p.cycle+"/objections")
}
