package rehearsal

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// act is one act on a case by somebody who may.
type act struct {
	kind   string // cycles or applications
	id     string
	name   string // stable: the cycle, or an applicant's number
	number int
	unit   string
	seen   int
	offer  Offer
	roles  []string // in place of the offer's, where only these will do
	access string   // an applicant's own token
	body   map[string]any
}

// acted is how an act was answered.
type acted struct {
	Seq    int             `json:"seq"`
	State  string          `json:"state"`
	Answer json.RawMessage `json:"answer"`
}

// errMoved is a case that went on since it was looked at; look again.
var errMoved = errors.New("the case has moved on")

// speaker is who may do an act: a session, or the applicant.
type speaker struct{ role, person, token string }

// speakers are those who may do it, in the order of the roles.
func (p *player) speakers(a act) []speaker {
	roles := a.offer.Roles
	if a.roles != nil {
		roles = a.roles
	}
	var all []speaker
	for _, role := range roles {
		if role == "applicant" && a.access != "" {
			all = append([]speaker{{role, "applicant", a.access}}, all...)
		}
		for _, s := range p.api.holders(role, a.unit) {
			all = append(all, speaker{role, s.person, s.token})
		}
	}
	if len(all) == 0 && slices.Contains(roles, "public") {
		all = append(all, speaker{role: "public"})
	}
	return all
}

// do does an act: the first who may, and where that must be another person, the next. The key is made of what
// is done and of the state it is done in, so that a repetition after a kill has one effect; after a refusal, which
// the key would only bring back, it is another.
func (p *player) do(ctx context.Context, a act) (acted, error) {
	body := map[string]any{"seen": a.seen}
	maps.Copy(body, a.body)
	if _, given := body["reason"]; !given && (a.offer.Adverse || slices.Contains(a.offer.Needs, "reason")) {
		body["reason"] = reasonFor(a)
	}
	who := p.speakers(a)
	if len(who) == 0 {
		return acted{}, fmt.Errorf("%w: %s of %s may be done by %v, and nobody signed in is one of them", ErrStuck, a.offer.Act, a.name, a.offer.Roles)
	}
	var last error
	for _, s := range who {
		out, err := p.send(ctx, a, s, body)
		var problem *Problem
		if err == nil || !errors.As(err, &problem) || problem.Status != http.StatusForbidden {
			return out, err
		}
		last = err
	}
	return acted{}, last
}

// send sends the act as one speaker.
func (p *player) send(ctx context.Context, a act, s speaker, body map[string]any) (acted, error) {
	attempt := fmt.Sprintf("%s|%s|%s|%d", a.id, a.offer.Act, s.person, a.seen)
	key := p.cfg.key(a.kind, a.name, a.offer.Act, s.role, s.person, p.refusals[attempt], body)
	path := "/api/" + a.kind + "/" + a.id + "/acts/" + a.offer.Act
	r := request{http.MethodPost, path, s.token, key, body}
	got, err := p.api.send(ctx, r)
	if err != nil {
		return acted{}, err
	}
	var out acted
	err = got.fine(&out)
	entry := Entry{Date: p.today, Role: s.role, Person: s.person, Case: a.id, Number: a.number, Act: a.offer.Act, Seen: a.seen,
		Key: key, Status: got.status, Code: codeOf(err), Answer: got.digest(), Refused: err != nil, Leak: err != nil && p.leaks(got.body)}
	p.log.add(entry)
	if codeOf(err) == "act.sequence" {
		return out, errMoved
	}
	if err != nil {
		p.refusals[attempt]++
		return out, fmt.Errorf("%s of %s as %s: %w", a.offer.Act, a.name, s.role, err)
	}
	if a.kind == "cycles" {
		err = p.again(ctx, r, entry)
	}
	return out, err
}

// leaks tells whether a text shows anything that is an applicant's own.
func (p *player) leaks(text []byte) bool {
	return slices.ContainsFunc(p.people, func(who *Person) bool { return who.shownIn(string(text)) })
}

// digest names an answer without keeping it.
func (a answer) digest() string {
	sum := sha256.Sum256(a.body)
	return hex.EncodeToString(sum[:8])
}

// reasons an act is given, where it asks for one.
var reasons = map[string]string{
	"refuse": "审核不符合报考条件", "return": "材料不全，请补正", "confirm": "按规则核对成绩和名次，予以确认", "appeal": "对审查结果有异议，请求复核",
	"grant": "经复核，材料已补齐，符合条件", "uphold": "经复核，原决定事实清楚，予以维持", "fail_medical": "体检结论不合格",
	"fail_background": "考察结论不合格", "record_waiver": "逾期未办理手续，认定放弃", "revoke": "异议查实并影响录用，取消资格",
	"close": "本次选聘结束，未录用", "dispose": "达不到开考比例", "decide_objection": "经核查，作出裁决", "refuse_accommodation": "所请超出考试必要调整的范围",
	"recheck": "复检合格", "reinstate": "经核实，恢复资格",
}

func reasonFor(a act) string {
	if r, ok := reasons[a.offer.Act]; ok {
		return r
	}
	return "演练：" + a.offer.Act
}

// cycleAct makes an act on the cycle, if it is offered now.
func (p *player) cycleAct(ctx context.Context, c Cycle, name string, body map[string]any) (bool, error) {
	offer, ok := offered(c.Next, name)
	if !ok {
		return false, nil
	}
	_, err := p.do(ctx, act{kind: "cycles", id: c.ID, name: "cycle", unit: c.Unit, seen: c.Seq, offer: offer, body: body})
	return p.moved(err)
}

// appAct makes an act on an application, if it is offered now.
func (p *player) appAct(ctx context.Context, a Application, name string, body map[string]any) (bool, error) {
	offer, ok := offered(a.Next, name)
	if !ok {
		return false, nil
	}
	who := p.byApp[a.ID]
	if who == nil {
		return false, fmt.Errorf("application %s is not of this rehearsal", a.ID)
	}
	_, err := p.do(ctx, act{kind: "applications", id: a.ID, name: fmt.Sprintf("applicant %d", who.Number), number: who.Number, unit: who.Unit,
		seen: a.Seq, offer: offer, access: p.access[who.Number], body: body})
	return p.moved(err)
}

// moved counts an act that found the case ahead as one that makes another look worth while.
func (p *player) moved(err error) (bool, error) {
	if errors.Is(err, errMoved) {
		return true, nil
	}
	return err == nil, err
}

// look reads the cycle as it stands.
func (p *player) look(ctx context.Context) (Cycle, error) {
	var c Cycle
	token, err := p.token("county_hr", p.unit)
	if err != nil {
		return c, err
	}
	return c, p.api.get(ctx, token, "/api/cycles/"+p.cycle, &c)
}

// lookAt reads one application as it stands.
func (p *player) lookAt(ctx context.Context, id string) (Application, error) {
	var a Application
	token, err := p.token("county_hr", p.unit)
	if err != nil {
		return a, err
	}
	return a, p.api.get(ctx, token, "/api/applications/"+id, &a)
}

// applications lists those of the cycle in a state ("" for all), by applicant's number.
func (p *player) applications(ctx context.Context, states ...string) ([]Application, error) {
	token, err := p.token("county_hr", p.unit)
	if err != nil {
		return nil, err
	}
	found, err := list[Application](ctx, p.api, token, "/api/cycles/"+p.cycle+"/applications")
	if err != nil {
		return nil, err
	}
	var some []Application
	for _, a := range found {
		if p.byApp[a.ID] != nil && (len(states) == 0 || slices.Contains(states, a.State)) {
			some = append(some, a)
		}
	}
	slices.SortFunc(some, func(a, b Application) int { return p.byApp[a.ID].Number - p.byApp[b.ID].Number })
	return some, nil
}

// each hands every application of the states to a step, in full, and tells whether any step did something.
func (p *player) each(ctx context.Context, step func(context.Context, Application, *Person) (bool, error), states ...string) (bool, error) {
	found, err := p.applications(ctx, states...)
	if err != nil {
		return false, err
	}
	any := false
	for _, one := range found {
		a, err := p.lookAt(ctx, one.ID)
		if err != nil {
			return any, err
		}
		did, err := step(ctx, a, p.byApp[a.ID])
		if err != nil {
			return any, fmt.Errorf("applicant %d (%s): %w", p.byApp[a.ID].Number, strings.TrimSpace(a.State), err)
		}
		any = any || did
	}
	return any, nil
}
