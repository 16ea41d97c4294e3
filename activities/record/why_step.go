package record

import (
	"cmp"
	"slices"
	"strings"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
	"jinchu/policy/procedure"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// step explains one entry of a trail by what it kept.
func (y *inquiry) step(t trail, i int, k recall) (s WhyStep, err error) {
	e, before := t.audit[i], t.before(t.audit[i])
	table := tables[t.at.Kind]
	s = WhyStep{Case: t.at.ID, Seq: e.Seq, Event: e.Event, Label: eventLabel(table, e.Event), Date: calendar.DateOf(e.BusinessAt).String(),
		Who: roleNamed(e.Role), Unit: k.Unit, Gone: k.gone, wall: e.WallAt,
		Policy: WhyPolicy{k.Policy.Version, k.Policy.Line, k.Policy.Version == y.desk.lines().Version()}}
	if y.audits && (e.Event != "enter_scores" || y.mayDo(y.actor, t.at, readRaters)) {
		s.By = e.Actor
	}
	if s.For, err = y.behalf(k.Policy.For, e); err != nil {
		return s, err
	}
	s.Could = y.could(before, e.Event, t.done[:i])
	if k.Route != nil {
		s.Could, s.Route = rolesNamed(k.Route.Could), y.whyRoute(k.Route)
	}
	s.Reason, s.Withheld = y.given(t.at, e, k)
	s.Rules = append(y.ground(before, e.Event), k.Record.Verdict.Reasons...)
	if k.Route != nil {
		s.Rules = append(y.routeGround(k.Route), k.Record.Verdict.Reasons...)
	}
	if k.Through != nil {
		through := tables[CycleKind].LabelOf(k.Through.Act)
		s.Through = &through
	}
	if k.Record.Code != "" {
		f := fault.New(k.Record.Code)
		f.Args = k.Record.Args
		s.Stopped = &procedure.Label{Chinese: f.Sentence(fault.Chinese), English: f.Sentence(fault.English)}
	}
	s.Service = served(k)
	if s.Paper, err = y.onPaper(t.at.ID, e, k); err != nil {
		return s, err
	}
	s.Rulings = y.ruled(k)
	s.Deadlines = counted(k.Counted)
	s.Would = would(s.Rules, s.Rulings)
	return s, y.results(&s, k)
}

// eventLabel is the name of an event; a few entries are no events of the table.
func eventLabel(table procedure.Table, event string) procedure.Label {
	for _, name := range []string{table.Code + "/" + event, event} {
		if label, known := besideTables[name]; known {
			return label
		}
	}
	return table.LabelOf(event)
}

func roleNamed(role string) WhyRole {
	title := policy.Title(role)
	if role == store.Machine {
		title = "期限届满，系统登记"
	}
	return WhyRole{Role: role, Title: title}
}

func rolesNamed(roles []string) []WhyRole {
	all := make([]WhyRole, 0, len(roles))
	for _, role := range roles {
		all = append(all, roleNamed(role))
	}
	return all
}

// behalf is whom somebody stood in for on the day.
func (y *inquiry) behalf(person string, e store.Audited) (*WhyRole, error) {
	if person == "" {
		return nil, nil
	}
	all, err := y.tx.Assignments(y.ctx, "", calendar.DateOf(e.BusinessAt).Start())
	for _, a := range all {
		if a.Person != person || a.Role != e.Role {
			continue
		}
		r := roleNamed(a.Role)
		r.Unit = a.Unit
		if y.audits {
			r.By = a.Person
		}
		return &r, err
	}
	return &WhyRole{}, err
}

// could lists who might have done it where the case stood; what opens a case, and what no table speaks of,
// the policy alone gives.
func (y *inquiry) could(before store.CaseFile, event string, done []store.Doing) []WhyRole {
	if turn, err := y.turn(before, event, done); err == nil {
		if roles := y.able(before, event, turn); len(roles) > 0 {
			return rolesNamed(roles)
		}
	}
	if line, beside := besideLines[event]; beside {
		return rolesNamed(y.desk.lines().Who(cmp.Or(line[0], before.Kind), line[1]))
	}
	roles := y.desk.lines().Who(before.Kind, event)
	if len(roles) == 0 && before.Kind == ApplicationKind {
		roles = y.desk.lines().Who(CycleKind, event)
	}
	return rolesNamed(roles)
}

// discreet are acts whose reasons may speak of health or of other people.
var discreet = []string{"pass_medical", "fail_medical", "pass_background", "fail_background", "recheck", "grant_accommodation", "refuse_accommodation",
	"decide_objection", "record_waiver", "record_absence", "establish", "reinstate", "appeal", "request_accommodation", "supplement",
	"withdraw", "waive", "object",
	contestEvent, settleEvent, rightEvent}

// given is the reason of a member of staff, with the minutes; any other one is said to be withheld. What a check of
// health or of the past found is told to those who may read it, and the applicant learns of their own health: what
// was heard about their past may name others.
func (y *inquiry) given(at store.CaseFile, e store.Audited, k recall) (reason string, withheld bool) {
	reason = strings.TrimSpace(k.Body.Reason + k.Reason)
	act, _ := readsReasons(e.Event)
	past := strings.HasSuffix(e.Event, "background") || e.Event == "recheck"
	tells := act == readMedical && y.mayDo(y.actor, at, readMedical) && (y.actor.Person != "" || !past)
	if reason != "" && (outside(e.Role) || slices.Contains(discreet, e.Event) && !tells) {
		return "", true
	}
	if k.Body.Minutes != "" {
		reason += "（会议纪要：" + k.Body.Minutes + "）"
	}
	return reason, false
}

// ground is the rule that gave somebody the turn, where the regulation has one.
func (y *inquiry) ground(before store.CaseFile, event string) []recruitment.Reason {
	route, id, name := regulation.Value[[]string]{}, "", ""
	switch event {
	case "endorse":
		route, id, name = y.signers(), "contract.signers", "用人单位签署的次序"
	case "pass_on", "qualify", "refuse":
		if s := y.stage(regulation.StageReview); s != nil && s.Review != nil {
			route, id, name = s.Review.Levels, "review.levels", "逐级审查的次序"
		}
	case "countersign":
		return y.ground(before, "endorse")
	default:
		route, id, name = y.stageBy(before, event), "stage.by", "本环节由谁办理"
	}
	if !route.Known() || len(route.V) == 0 {
		return []recruitment.Reason{}
	}
	return []recruitment.Reason{{ID: id, Rule: name + "：" + policy.Titles(route.V...), Source: route.Source, Verdict: regulation.Yes}}
}

// stageBy is who the rules give the stage to, for the acts that they may give to some organisers alone.
func (y *inquiry) stageBy(before store.CaseFile, event string) (by regulation.Value[[]string]) {
	if before.Kind != CycleKind || !slices.Contains(organising, event) {
		return by
	}
	for _, s := range y.book.at(before.Stage) {
		if s.By.Known() {
			return s.By
		}
	}
	return by
}

// ruled are the rulings that a step gave, as they are kept.
func (y *inquiry) ruled(k recall) []RulingView {
	var places []string
	for _, r := range k.Body.Rulings {
		places = append(places, r.Path)
	}
	for _, o := range k.Body.Overrides {
		places = append(places, overridePlace(o.Code, o.Path))
	}
	return slices.DeleteFunc(rulingViews(y.rulings), func(r RulingView) bool { return !slices.Contains(places, r.Path) })
}
