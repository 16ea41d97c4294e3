package record

import (
	"fmt"
	"slices"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// applicantRole signs first wherever the rules list signers.
const applicantRole = "applicant"

// nobody is a turn that no role has: the event is not due now.
var nobody = []string{}

// turn tells which roles the rules give an event to, where a case stands; nil leaves it to the state
// table and the policy. A route the rules leave open is regulation.silent.
func (c *contest) turn(at store.CaseFile, event string, done []store.Doing) ([]string, error) {
	done, err := c.notStruck(at, done)
	if err != nil {
		return nil, err
	}
	switch {
	case at.Kind == CycleKind:
		return c.byStage(at, event), nil
	case at.State == recruitment.Submitted && slices.Contains([]string{"pass_on", "qualify", "refuse", "return"}, event):
		return c.reviewTurn(event, done)
	case at.State == recruitment.Signed && (event == "endorse" || event == "countersign"):
		return step(c.signers(), since(done, "sign", "endorse"), "contract.signers", event, "countersign")
	}
	return nil, nil
}

// step tells whose turn it is on a route whose last step has another name than those before it.
func step(route regulation.Value[[]string], done []string, value, event, last string) ([]string, error) {
	role, isLast, err := recruitment.Route(route, done, value)
	switch {
	case err != nil:
		return nil, err
	case isLast != (event == last):
		return nobody, nil
	case role == "":
		return nil, nil
	}
	return []string{role}, nil
}

// reviewTurn: each level passes on to the next, the last one decides; any level whose turn it is may
// return the papers or propose no further.
func (c *contest) reviewTurn(event string, done []store.Doing) ([]string, error) {
	stage := c.stage(regulation.StageReview)
	var levels regulation.Value[[]string]
	if stage != nil && stage.Review != nil {
		levels = stage.Review.Levels
	}
	role, last, err := recruitment.Route(levels, rolesOf(done, "pass_on"), "review.levels")
	switch {
	case err != nil:
		return nil, err
	case event == "pass_on" && last, (event == "qualify" || event == "refuse") && !last:
		return nobody, nil
	case role == "":
		return nil, nil
	}
	return []string{role}, nil
}

// organising are the acts that the rules may give to others than every organiser.
var organising = []string{"submit", "publish", "conclude", "lock_scores", "issue_tickets"}

// byStage is who the rules name for the stage: publish by the notice's, conclude and lock by the stage's.
// Where they name only roles that cannot do it nobody may: see misgiven.
func (c *contest) byStage(at store.CaseFile, event string) []string {
	if !slices.Contains(organising, event) {
		return nil
	}
	var turn []string
	for _, s := range c.at(at.Stage) {
		if !s.By.Known() {
			continue
		}
		if able := both(s.By.V, tables[CycleKind].Who(at.State, event)); len(able) > 0 {
			return able
		}
		turn = nobody
	}
	return turn
}

// both lists what is in both.
func both(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(one string) bool { return !slices.Contains(b, one) })
}

// misgiven lists the stages that the rules give to roles of which none can do what ends the stage: the
// notice waits until the rules are corrected.
func (c *contest) misgiven() []error {
	var all []error
	table := tables[CycleKind]
	for step := range c.plan {
		for _, event := range organising {
			at := store.CaseFile{Kind: CycleKind, State: c.plan[step].State, Stage: step}
			if turn := c.byStage(at, event); turn == nil || len(turn) > 0 || !table.Allows(at.State, event) {
				continue
			}
			i := slices.IndexFunc(c.plan[step].Stages, func(i int) bool { return c.reg.Procedure[i].By.Known() })
			s := c.reg.Procedure[c.plan[step].Stages[i]]
			all = append(all, fault.New("recruitment.stage.by", "stage", table.LabelOf(at.State).Chinese, "by", policy.Titles(s.By.V...),
				"act", table.LabelOf(event).Chinese, "who", policy.Titles(table.Who(at.State, event)...)).
				At(fmt.Sprintf("procedure[%d].%s.by", c.plan[step].Stages[i], s.Kind)))
			break
		}
	}
	return all
}

// signers are those who sign for the employer, in order; the applicant has signed before them.
func (c *contest) signers() (route regulation.Value[[]string]) {
	if c.reg.Contract == nil {
		return route
	}
	route = c.reg.Contract.Signers
	route.V = slices.DeleteFunc(slices.Clone(route.V), func(role string) bool { return role == applicantRole })
	return route
}

// since lists the roles that did an event after the last time another one was done.
func since(done []store.Doing, start, event string) []string {
	var from int64
	for _, d := range done {
		if d.Event == start {
			from = d.Seq
		}
	}
	return sinceSeq(done, from, event)
}

func sinceSeq(done []store.Doing, from int64, event string) []string {
	var roles []string
	for _, d := range done {
		if d.Event == event && d.Seq > from {
			roles = append(roles, d.Role)
		}
	}
	return roles
}

func rolesOf(done []store.Doing, event string) []string { return sinceSeq(done, 0, event) }

// Next is something that may be done now.
type Next struct {
	Act     string   `json:"act"`
	Label   string   `json:"label"`
	Roles   []string `json:"roles" doc:"roles that may, by table, policy and the turn of the rules"`
	Adverse bool     `json:"adverse" doc:"needs a reason"`
	Needs   []string `json:"needs,omitempty" doc:"fields the body must have"`
}

// next lists what may be done on a case where it stands, by people.
func (c *contest) next(at store.CaseFile, done []store.Doing) ([]Next, error) {
	table, all := tables[at.Kind], []Next{}
	for _, event := range table.Allowed(at.State) {
		if slices.Contains(table.Facts(), event) && !slices.Contains(table.Events(), event) || !handled(at.Kind, event) || table.Verb(at.State, event) {
			continue
		}
		turn, err := c.turn(at, event, done)
		if fault.CodeOf(err) == "regulation.silent" {
			continue // the open value itself is listed among those to be ruled on
		}
		if err != nil {
			return nil, err
		}
		roles := c.able(at, event, turn)
		if len(roles) > 0 {
			all = append(all, Next{Act: event, Label: table.LabelOf(event).Chinese, Roles: roles,
				Adverse: table.Adverse(at.State, event), Needs: needsOf(event, table.Adverse(at.State, event))})
		}
	}
	if !routesHere(at) {
		return all, nil
	}
	words, err := c.routeNext(at, done)
	if stops(err) || fault.Of(err).Kind() == fault.Unruled {
		return all, nil
	}
	return append(words, all...), err
}

// able are the roles the table, the policy and the turn agree on.
func (c *contest) able(at store.CaseFile, event string, turn []string) []string {
	lines := c.desk.lines().Who(at.Kind, event)
	return slices.DeleteFunc(slices.Clone(tables[at.Kind].Who(at.State, event)), func(role string) bool {
		return role == store.Machine || !slices.Contains(lines, role) || turn != nil && !slices.Contains(turn, role)
	})
}

// needed fields of acts, besides the reason of an adverse one.
var needed = map[string][]string{
	"receive": {"what"}, "dispose": {"post", "consequence"}, "object": {"text"}, "decide_objection": {"objection", "verified", "affects"},
	"request_accommodation": {"needs"}, "grant_accommodation": {"accommodation"}, "refuse_accommodation": {"accommodation"},
	"establish": {"facts", "reason"}, "recuse": {"ground", "reason"}, "name_helper": {"person", "role", "unit", "until"}, "confirm_helper": {"person"}, "choose": {"post"}, "sign": {"digest"}, "countersign": {}, "return": {"reason"}, "appeal": {"reason"},
}

func needsOf(event string, adverse bool) []string {
	fields := slices.Clone(needed[event])
	if adverse && !slices.Contains(fields, "reason") {
		fields = append(fields, "reason")
	}
	return fields
}
