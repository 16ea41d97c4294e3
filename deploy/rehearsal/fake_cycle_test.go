package rehearsal_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"jinchu/deploy/rehearsal"
)

// planOf lays the stages out as the contract shows them.
func planOf(stages []string) []rehearsal.Step {
	head := []rehearsal.Step{{State: "planned"}, {State: "submitted"}, {State: "approved"}, {State: "announced"}}
	tail := []rehearsal.Step{{State: "deciding"}, {State: "contracting"}}
	states := map[string]string{"review": "reviewing", "accommodation": "accommodating", "opening": "opening", "written": "examining", "skills": "examining",
		"interview": "examining", "medical": "checking", "background": "checking", "publicity": "publicising", "total": "ranking", "rank": "ranking", "shortlist": "scored"}
	var middle []rehearsal.Step
	for _, kind := range stages {
		state := states[kind]
		last := len(middle) - 1
		switch {
		case kind == "registration" || kind == "nomination":
			head[3].Stages = append(head[3].Stages, kind)
		case state == "":
		case last >= 0 && middle[last].State == state && state != "checking" && state != "examining", kind == "shortlist":
			middle[last].Stages = append(middle[last].Stages, kind)
		default:
			middle = append(middle, rehearsal.Step{State: state, Stages: []string{kind}})
			if state == "examining" {
				middle = append(middle, rehearsal.Step{State: "scored", Stages: []string{kind}})
			}
		}
	}
	return slices.Concat(head, middle, tail)
}

func (c *county) cycles(r *http.Request, parts []string, in map[string]any) (any, error) {
	switch {
	case len(parts) == 1:
		return c.open(in)
	case len(parts) == 2:
		return c.view(who(r)), nil
	case parts[2] == "acts":
		return c.cycleAct(role(r), who(r), parts[3], in)
	case parts[2] == "applications" && r.Method == http.MethodPost:
		return c.apply(role(r), in)
	case parts[2] == "scores" && r.Method == http.MethodPut:
		return c.key(role(r), in)
	case parts[2] == "proposals":
		return c.proposals(), nil
	}
	return map[string]any{"applications": items(c.apps), "scores": items(c.scores), "standings": items(c.standings),
		"decisions": items(c.decisions), "contracts": items(c.contracts), "objections": items(c.objections),
		"notices": items([]rehearsal.Notice{{Kind: "notice", Text: "公告"}}),
		"audit":   map[string]any{"items": c.audit, "verified": true, "next": ""}}[parts[2]], nil
}

func (c *county) open(in map[string]any) (any, error) {
	encoded, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(encoded, &c.cycle); err != nil {
		c.cycle.Posts = nil
	}
	var posts struct {
		Posts []rehearsal.Post `json:"posts"`
		Unit  string           `json:"unit"`
	}
	if err := json.Unmarshal(encoded, &posts); err != nil {
		return nil, err
	}
	c.cycle = rehearsal.Cycle{ID: "cycle:1", Unit: posts.Unit, State: "planned", Posts: posts.Posts, Plan: planOf(c.rules.Stages)}
	c.cycle.Regulation.ID, c.cycle.Regulation.Version = c.name, "1"
	c.note(c.cycle.ID, "open", "county_hr")
	return c.cycle, nil
}

// view shows what is offered, what blocks, and what is open.
func (c *county) view(by string) rehearsal.Cycle {
	v := c.cycle
	v.Open = nil
	for _, one := range c.files {
		if !slices.ContainsFunc(v.Rulings, func(r rehearsal.Ruling) bool { return r.Path == one.Path }) {
			v.Open = append(v.Open, rehearsal.Open{Path: one.Path, Chinese: "未定", Ruler: one.Ruler})
		}
	}
	v.Next, v.Route = c.offers(), c.approvals(by)
	if v.Route != nil {
		v.Deadlines = append(slices.Clone(v.Deadlines), c.roundClock())
	}
	if slices.Contains([]string{"examining", "scored"}, v.State) && c.name == "jimei-2017" && !c.received() {
		v.Awaits = []string{"city_exam_date"}
	}
	v.Blocked = c.blocked()
	return v
}

func (c *county) received() bool {
	return slices.ContainsFunc(c.audit, func(a rehearsal.Audited) bool { return a.Event == "receive" })
}

var acts = map[string][]string{
	"planned": {"rule", "submit"}, "submitted": {"rule", "agree"}, "approved": {"rule", "publish"}, "announced": {},
	"reviewing": {"issue_tickets", "conclude"}, "accommodating": {"conclude"}, "opening": {"issue_tickets", "dispose", "conclude"}, "examining": {"issue_tickets", "lock_scores", "receive"},
	"scored": {"confirm"}, "ranking": {"confirm", "receive"}, "checking": {"conclude", "substitute"},
	"publicising": {"object", "decide_objection", "conclude", "substitute"}, "deciding": {"agree", "substitute"}, "contracting": {"close", "substitute"},
}

var mayAct = map[string][]string{"rule": {"county_director", "hr_bureau"}, "agree": {"county_director"}, "confirm": {"county_director"},
	"dispose": {"county_director"}, "object": {"public", "township_clerk"}, "decide_objection": {"discipline_office"}}

func (c *county) offers() []rehearsal.Offer {
	var all []rehearsal.Offer
	for _, name := range acts[c.cycle.State] {
		roles := mayAct[name]
		if roles == nil {
			roles = []string{"county_hr", "hr_bureau"}
		}
		all = append(all, rehearsal.Offer{Act: name, Roles: roles})
	}
	return all
}

func (c *county) blocked() []rehearsal.Blocked {
	pending := map[string][]string{"reviewing": {"submitted", "returned", "appealing"}, "checking": {"proposed", "unfit_"},
		"contracting": {"proposed", "fit", "cleared", "publicised", "hired", "signed"}}[c.cycle.State]
	for _, a := range c.apps {
		unshown := c.cycle.State == "deciding" && slices.Contains(checkedStates, a.State) && !happened(a, "publicise")
		if slices.Contains(pending, a.State) || unshown || c.cycle.State == "checking" && !checked(c.cycle, a) {
			return []rehearsal.Blocked{{Code: "pending", Title: a.State}}
		}
	}
	if c.cycle.State == "deciding" || c.cycle.State == "publicising" {
		for _, d := range c.deadlines() {
			if d.State == "open" && d.Name != "round:" {
				return []rehearsal.Blocked{{Code: "publicity.running"}}
			}
		}
	}
	return nil
}

// checked tells whether somebody standing has passed the check the cycle is in.
func checked(c rehearsal.Cycle, a *rehearsal.Application) bool {
	if !slices.Contains([]string{"proposed", "fit", "cleared", "publicised"}, a.State) {
		return true
	}
	events := map[string][]string{"medical": {"pass_medical", "recheck"}, "background": {"pass_background"}}[c.Plan[c.Stage].Stages[0]]
	return slices.ContainsFunc(events, func(event string) bool { return happened(a, event) })
}

func happened(a *rehearsal.Application, event string) bool {
	return slices.ContainsFunc(a.History, func(h rehearsal.Happening) bool { return h.Event == event })
}

// cycleAct checks role, number and stage, then does it.
func (c *county) cycleAct(by, person, name string, in map[string]any) (any, error) {
	if _, plays := c.prompt(); plays {
		return c.speak(person, name, in)
	}
	i := slices.IndexFunc(c.offers(), func(o rehearsal.Offer) bool { return o.Act == name })
	switch roles := mayAct[name]; {
	case name == "agree" && int(in["seen"].(float64)) != c.cycle.Seq:
		return nil, refusal{409, "act.sequence"}
	case name == "submit" && by == "discipline_office", roles != nil && !slices.Contains(roles, by):
		return nil, refusal{403, "policy.forbidden"}
	case i < 0:
		return nil, refusal{409, "procedure.act"}
	case int(in["seen"].(float64)) != c.cycle.Seq:
		return nil, refusal{409, "act.sequence"}
	}
	var answer any
	switch name {
	case "rule":
		c.rule(by, in)
	case "submit", "agree", "publish", "conclude", "lock_scores":
		if len(c.blocked()) > 0 {
			return nil, refusal{409, "blocked"}
		}
		defer c.stageNext()
	case "issue_tickets":
		c.tickets()
	case "confirm":
		c.confirm(by, in["reason"].(string))
		defer c.stageNext()
	case "dispose":
		i := slices.IndexFunc(c.cycle.Posts, func(p rehearsal.Post) bool { return p.Code == in["post"] })
		c.cycle.Posts[i].Disposed = in["consequence"].(string)
		c.decide(c.cycle.ID, "", "dispose", by, in["reason"].(string))
	case "substitute":
		if answer = c.substitute(); answer == nil {
			return nil, refusal{409, "recruitment.substitute.none"}
		}
	case "object":
		about := in["application"].(string)
		c.objections = append(c.objections, rehearsal.Objection{ID: fmt.Sprintf("objection:%d", len(c.objections)), Application: about})
	case "decide_objection":
		c.decideObjection(by, in)
	case "close":
		c.cycle.State = "closed"
	}
	c.note(c.cycle.ID, c.brings(name), by)
	if name == "publish" {
		c.cycle.Deadlines = append(c.cycle.Deadlines, rehearsal.Deadline{Name: "registration", At: c.due(rehearsal.Period{WorkingDays: 5}), State: "open"})
	}
	return map[string]any{"seq": c.cycle.Seq, "answer": answer}, nil
}

// brings is the event of an act: what a word on a route brings about.
func (c *county) brings(name string) string {
	if name != "agree" {
		return name
	}
	if c.cycle.State == "deciding" {
		return "hire"
	}
	return "approve"
}

// approvals is the decision that is on: one seat, the director's.
func (c *county) approvals(by string) *rehearsal.Route {
	if c.cycle.State != "submitted" && c.cycle.State != "deciding" {
		return nil
	}
	if _, plays := c.prompt(); plays {
		return c.viewRoute(by)
	}
	return &rehearsal.Route{Status: "open", Step: 1, Waits: []rehearsal.Wait{{Seat: "1.1", As: "signer", Role: "county_director", Unit: c.cycle.Unit, People: 1}}}
}

func (c *county) rule(by string, in map[string]any) {
	for _, one := range in["rulings"].([]any) {
		r := one.(map[string]any)
		c.cycle.Rulings = append(c.cycle.Rulings, rehearsal.Ruling{Path: r["path"].(string), Value: r["value"].(string), Reason: r["reason"].(string),
			Ruler: by, By: by, Invented: true, Date: c.today()})
	}
}

// stageNext goes on; what a stage does at its beginning is done.
func (c *county) stageNext() {
	c.cycle.Stage++
	c.cycle.State = c.cycle.Plan[c.cycle.Stage].State
	for _, a := range c.apps {
		standing := slices.Contains([]string{"proposed", "fit", "cleared", "publicised"}, a.State)
		switch {
		case c.cycle.State == "publicising" && standing:
			c.step(a, "publicise", "publicised", "county_hr")
		case c.cycle.State == "contracting" && a.State != "hired" && standing:
			c.hire(a, "county_director")
		}
	}
	if c.cycle.State == "publicising" {
		c.cycle.Deadlines = append(c.cycle.Deadlines, rehearsal.Deadline{Name: "publicity", At: c.due(c.rules.Publicity), State: "open"})
	}
}

// step moves an application and writes it down.
func (c *county) step(a *rehearsal.Application, event, state, by string) {
	a.Seq++
	a.State = state
	a.History = append(a.History, rehearsal.Happening{Seq: a.Seq, Event: event, State: state, Role: by, Date: c.today()})
	c.note(a.ID, event, by)
}

func (c *county) decideObjection(by string, in map[string]any) {
	for i := range c.objections {
		if c.objections[i].ID != in["objection"] {
			continue
		}
		c.objections[i].Verdict = "rejected"
		reason := in["reason"].(string)
		if in["affects"] == true {
			c.objections[i].Verdict = "upheld"
			a := c.find(c.objections[i].Application)
			c.step(a, "revoke", "refused", by)
			c.decide(a.ID, a.ID, "revoke", by, reason)
		}
		c.decide(c.cycle.ID, "", "decide_objection", by, reason)
	}
}
