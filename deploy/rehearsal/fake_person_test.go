package rehearsal_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"jinchu/deploy/rehearsal"
)

// apply takes an application while the window is open; one per person.
func (c *county) apply(by string, in map[string]any) (any, error) {
	person := in["person"].(map[string]any)
	id := person["id_number"].(string)
	certificate, _ := person["certificate"].(string)
	switch {
	case c.cycle.State != "announced":
		return nil, refusal{409, "store.shut"}
	case len(certificate) == 21:
		return nil, refusal{422, "identity.certificate.twentyone"}
	case c.numbers[id] != "":
		return nil, refusal{409, "store.application.twice"}
	}
	a := &rehearsal.Application{ID: fmt.Sprintf("application:%d", 7919*(len(c.apps)+1)%10007), Cycle: c.cycle.ID, Path: in["path"].(string),
		Post: in["post"].(string), State: "submitted"}
	f := rehearsal.Facts{"applicant.birth": id[6:10] + "-" + id[10:12] + "-" + id[12:14], "applicant.sex": "female"}
	if (id[16]-'0')%2 == 1 {
		f["applicant.sex"] = "male"
	}
	for word, fact := range in["facts"].(map[string]any) {
		f[word] = fact.(string)
	}
	read(f, "certificate", certificate)
	if kin, ok := in["supported"].(map[string]any); ok {
		read(f, "supported", kin["certificate"].(string))
	}
	for _, post := range c.cycle.Posts {
		if post.Code == a.Post {
			f["unit.code"] = post.Unit
		}
	}
	c.numbers[id], c.facts[a.ID] = a.ID, f
	c.apps = append(c.apps, a)
	c.verdict(a, nil)
	c.step(a, "submit", "submitted", by)
	return map[string]any{"id": a.ID, "access": a.ID + ".code", "state": a.State}, nil
}

// read takes category and grade from a certificate's number.
func read(f rehearsal.Facts, whose, number string) {
	if number == "" {
		return
	}
	names := []string{"", "vision", "hearing", "speech", "limb", "intellectual", "mental", "multiple"}
	f[whose+".kind"], f[whose+".category"], f[whose+".grade"] = "disability", names[number[18]-'0'], number[19:20]
}

// verdict reads the eligibility anew.
func (c *county) verdict(a *rehearsal.Application, exceptions []string) {
	verdict, against := rehearsal.ReadVerdict(c.rules, a.Path, c.cfg.From, c.facts[a.ID], exceptions)
	a.Verdict = rehearsal.Verdict{Verdict: verdict}
	for _, id := range against {
		r := rehearsal.Reason{ID: id, Verdict: verdict}
		if verdict == "cannot_tell" && !rehearsal.Soft(c.name, a.Path, id) {
			r.Missing = []string{"a fact"}
		}
		a.Verdict.Reasons = append(a.Verdict.Reasons, r)
	}
	for _, id := range exceptions {
		a.Verdict.Reasons = append(a.Verdict.Reasons, rehearsal.Reason{ID: id, Verdict: "yes", Note: "原则性规定，已记录例外"})
	}
}

func (c *county) find(id string) *rehearsal.Application {
	i := slices.IndexFunc(c.apps, func(a *rehearsal.Application) bool { return a.ID == id })
	if i < 0 {
		return nil
	}
	return c.apps[i]
}

// move is an act on an application: from which states, by whom, to where; "" stays.
type move struct {
	from    []string
	by      []string
	to      string
	adverse bool
}

var (
	checkedStates = []string{"proposed", "fit", "cleared", "publicised"}
	keepers       = []string{"county_hr"}
	self          = []string{"applicant", "township_clerk"}
)

var moves = map[string]move{
	"return": {[]string{"submitted"}, []string{"township_clerk"}, "returned", false}, "supplement": {[]string{"returned"}, self, "submitted", false},
	"pass_on": {[]string{"submitted"}, []string{"township_clerk"}, "", false}, "qualify": {[]string{"submitted"}, keepers, "qualified", false},
	"refuse": {[]string{"submitted", "returned"}, keepers, "refused", true}, "appeal": {[]string{"refused"}, self, "appealing", false},
	"grant": {[]string{"appealing"}, []string{"county_director"}, "qualified", false}, "uphold": {[]string{"appealing"}, []string{"discipline_office"}, "ended", true},
	"request_accommodation": {[]string{"submitted", "qualified"}, self, "", false}, "grant_accommodation": {[]string{"submitted", "qualified"}, keepers, "", false},
	"refuse_accommodation": {[]string{"submitted", "qualified"}, keepers, "", true}, "withdraw": {[]string{"submitted", "qualified"}, self, "withdrawn", false},
	"pass_medical": {checkedStates, keepers, "fit", false}, "fail_medical": {checkedStates, keepers, "unfit", true},
	"recheck": {[]string{"unfit"}, keepers, "fit", false}, "pass_background": {checkedStates, keepers, "cleared", false},
	"fail_background": {checkedStates, keepers, "uncleared", true}, "publicise": {checkedStates, keepers, "publicised", false},
	"hire": {checkedStates, []string{"county_director"}, "hired", false}, "waive": {append([]string{"hired", "reserved", "ranked"}, checkedStates...), self, "waived", false},
	"record_waiver": {[]string{"hired"}, keepers, "waived", true}, "sign": {[]string{"hired"}, []string{"applicant"}, "signed", false},
	"countersign": {[]string{"signed"}, []string{"county_director"}, "contracted", false},
}

// may tells whether the stage of the cycle lets the act be.
func (c *county) may(a *rehearsal.Application, name string) bool {
	m := moves[name]
	late := slices.Contains([]string{"publicising", "deciding", "contracting"}, c.cycle.State)
	switch {
	case !slices.Contains(m.from, a.State):
		return false
	case name == "qualify":
		return a.Verdict.Verdict == "yes" && happened(a, "pass_on") || slices.ContainsFunc(a.Verdict.Reasons, func(r rehearsal.Reason) bool { return r.Verdict == "cannot_tell" && len(r.Missing) == 0 })
	case name == "pass_on":
		return a.Verdict.Verdict == "yes" && !happened(a, name)
	case name == "publicise":
		return late && !happened(a, name)
	case name == "hire":
		return (c.cycle.State == "deciding" || c.cycle.State == "contracting") && happened(a, "publicise") && !slices.ContainsFunc(a.Deadlines, func(d rehearsal.Deadline) bool { return d.State == "open" })
	case strings.HasSuffix(name, "_medical"), strings.HasSuffix(name, "_background"):
		return slices.Contains([]string{"checking", "publicising", "deciding", "contracting"}, c.cycle.State)
	}
	return true
}

func (c *county) shown(a *rehearsal.Application) rehearsal.Application {
	out := *a
	for _, name := range slices.Sorted(maps.Keys(moves)) {
		if c.may(a, name) {
			out.Next = append(out.Next, rehearsal.Offer{Act: name, Roles: moves[name].by, Adverse: moves[name].adverse})
		}
	}
	for i := range c.contracts {
		if c.contracts[i].Application == a.ID {
			out.Contract = &c.contracts[i]
		}
	}
	return out
}

func (c *county) application(r *http.Request, parts []string, in map[string]any) (any, error) {
	a, by := c.find(parts[1]), role(r)
	if a == nil || by == "public" {
		return nil, refusal{403, "policy.forbidden"}
	}
	if r.Method == http.MethodGet {
		return c.shown(a), nil
	}
	name := parts[3]
	m, known := moves[name]
	switch {
	case !known || !c.may(a, name):
		return nil, refusal{409, "procedure.act"}
	case !slices.Contains(m.by, by):
		return nil, refusal{403, "policy.forbidden"}
	case int(in["seen"].(float64)) != a.Seq:
		return nil, refusal{409, "act.sequence"}
	}
	reason, _ := in["reason"].(string)
	if m.adverse {
		c.decide(a.ID, a.ID, name, by, reason)
	}
	c.consequences(a, name, in)
	state := m.to
	if state == "" {
		state = a.State
	}
	c.step(a, name, state, by)
	return map[string]any{"seq": a.Seq, "state": a.State}, nil
}

// cases serves what waits, and records silence: time for corrections begins with the one, a refusal for want of
// them follows the other.
func (c *county) cases(r *http.Request, parts []string, in map[string]any) (any, error) {
	a, by := c.find(parts[1]), role(r)
	switch {
	case a == nil || by != "township_clerk" && by != "county_hr":
		return nil, refusal{403, "policy.forbidden"}
	case parts[2] == "no-statement" && (a.State != "returned" || len(a.Serve) > 0):
		return nil, refusal{409, "service.stated"}
	case parts[2] == "no-statement":
		c.step(a, "record_no_statement", a.State, by)
		return map[string]any{}, nil
	case len(a.Serve) == 0 || float64(a.Serve[0].Step) != in["step"]:
		return nil, refusal{409, "service.document"}
	}
	if a.Serve[0].Document == "return" {
		a.Deadlines = append(a.Deadlines, rehearsal.Deadline{Name: "supplement", At: c.due(rehearsal.Period{WorkingDays: 2}), State: "open"})
	}
	a.Serve = nil
	c.step(a, "serve", a.State, by)
	return map[string]any{"id": "service"}, nil
}

// consequences of an act beside the state it leads to.
func (c *county) consequences(a *rehearsal.Application, name string, in map[string]any) {
	given, _ := in["facts"].(map[string]any)
	for word, fact := range given {
		c.facts[a.ID][word] = fact.(string)
	}
	var exceptions []string
	listed, _ := in["exceptions"].([]any)
	for _, one := range listed {
		exceptions = append(exceptions, one.(string))
	}
	if len(given)+len(exceptions) > 0 {
		c.verdict(a, exceptions)
	}
	switch name {
	case "return", "refuse":
		a.Serve = []rehearsal.Await{{Step: a.Seq + 1, Document: name, Ways: []string{"handed_over"}}}
	case "supplement":
		a.Deadlines[0].State = "met"
	case "publicise":
		a.Deadlines = append(a.Deadlines, rehearsal.Deadline{Name: "publicity_one", At: c.due(c.rules.Publicity), State: "open"})
	case "request_accommodation":
		a.Accommodations = append(a.Accommodations, rehearsal.Accommodation{ID: "accommodation:" + a.ID, State: "asked"})
	case "grant_accommodation":
		a.Accommodations[0].State = "granted"
	case "refuse_accommodation":
		a.Accommodations[0].State = "refused"
	case "hire":
		c.draft(a)
	case "sign", "countersign":
		for i := range c.contracts {
			if c.contracts[i].Application == a.ID && name == "sign" {
				c.contracts[i].PersonSigned = c.today()
			} else if c.contracts[i].Application == a.ID {
				c.contracts[i].CountySigned = c.today()
			}
		}
	}
}

func (c *county) hire(a *rehearsal.Application, by string) {
	c.draft(a)
	c.step(a, "hire", "hired", by)
}

func (c *county) draft(a *rehearsal.Application) {
	c.contracts = append(c.contracts, rehearsal.Contract{ID: "contract:" + a.ID, Application: a.ID, Post: a.Post, From: "2024-03-01",
		To: "2025-02-28", ProbationTo: "2024-03-31", Digest: "d"})
}
