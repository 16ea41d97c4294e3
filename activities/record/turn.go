package record

import (
	"slices"

	"jinchu/activities/store"
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
	switch {
	case at.Kind == CycleKind && at.State == recruitment.Submitted && (event == "approve" || event == "countersign"):
		return step(c.approvalRoute(), since(done, "submit", "countersign"), "approval.route", event, "approve")
	case at.Kind == CycleKind && at.State == recruitment.Deciding && (event == "hire" || event == "countersign"):
		return step(c.hireRoute(), sinceSeq(done, entered(done), "countersign"), "hire.route", event, "hire")
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

// byStage is who the rules name for the stage: publish by the notice's, conclude and lock by the stage's.
func (c *contest) byStage(at store.CaseFile, event string) []string {
	if !slices.Contains([]string{"submit", "publish", "conclude", "lock_scores", "issue_tickets"}, event) {
		return nil
	}
	for _, s := range c.at(at.Stage) {
		if !s.By.Known() {
			continue
		}
		var able []string
		for _, role := range s.By.V {
			if slices.Contains(tables[CycleKind].Who(at.State, event), role) {
				able = append(able, role)
			}
		}
		if len(able) > 0 {
			return able
		}
	}
	return nil
}

func (c *contest) approvalRoute() (route regulation.Value[[]string]) {
	if s := c.stage(regulation.StageApproval); s != nil && s.Approval != nil {
		return s.Approval.Route
	}
	return route
}

func (c *contest) hireRoute() (route regulation.Value[[]string]) {
	if s := c.stage(regulation.StageHire); s != nil && s.Hire != nil {
		return s.Hire.Route
	}
	return route
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

// entered is the last step that moved the cycle on: countersignatures before it belong to an earlier round.
func entered(done []store.Doing) int64 {
	var from int64
	for _, d := range done {
		if d.Event == "conclude" || d.Event == "confirm" || d.Event == "rule" || d.Event == "approve" {
			from = d.Seq
		}
	}
	return from
}

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
		if slices.Contains(table.Facts(), event) && !slices.Contains(table.Events(), event) || !handled(at.Kind, event) {
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
	return all, nil
}

// able are the roles the table, the policy and the turn agree on.
func (c *contest) able(at store.CaseFile, event string, turn []string) []string {
	lines := c.desk.policy.Who(at.Kind, event)
	return slices.DeleteFunc(slices.Clone(tables[at.Kind].Who(at.State, event)), func(role string) bool {
		return role == store.Machine || !slices.Contains(lines, role) || turn != nil && !slices.Contains(turn, role)
	})
}

// needed fields of acts, besides the reason of an adverse one.
var needed = map[string][]string{
	"receive": {"what"}, "dispose": {"post", "consequence"}, "object": {"text"}, "decide_objection": {"objection", "verified", "affects"},
	"request_accommodation": {"needs"}, "grant_accommodation": {"accommodation"}, "refuse_accommodation": {"accommodation"},
	"choose": {"post"}, "sign": {"digest"}, "countersign": {}, "return": {"reason"}, "appeal": {"reason"},
}

func needsOf(event string, adverse bool) []string {
	fields := slices.Clone(needed[event])
	if adverse && !slices.Contains(fields, "reason") {
		fields = append(fields, "reason")
	}
	return fields
}
