package rehearsal

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// opening hands out tickets and disposes of posts that have too few people.
func (p *player) opening(ctx context.Context, c Cycle) (bool, error) {
	if did, err := p.tickets(ctx, c); did || err != nil {
		return did, err
	}
	if did, err := p.dispose(ctx, c); did || err != nil {
		return did, err
	}
	return p.conclude(ctx, c, "conclude")
}

// dispose gives the first short post the consequence that the text allows and that leaves most of it.
func (p *player) dispose(ctx context.Context, c Cycle) (bool, error) {
	if p.rules.Opening == nil {
		return false, nil
	}
	found, err := p.applications(ctx, "qualified")
	if err != nil {
		return false, err
	}
	for _, post := range c.Posts {
		consequence := p.rules.consequence(post, countAt(found, post.Code))
		if consequence == "" || post.Disposed != "" {
			continue
		}
		return p.cycleAct(ctx, c, "dispose", map[string]any{"post": post.Code, "consequence": consequence, "reason": reasons["dispose"]})
	}
	return false, nil
}

func countAt(found []Application, post string) int {
	n := 0
	for _, a := range found {
		if a.Post == post {
			n++
		}
	}
	return n
}

// consequence is what follows for a post with so many people; "" where they are enough.
func (r *Rules) consequence(post Post, people int) string {
	if r.Opening == nil || people*r.Opening.Posts >= post.Headcount*r.Opening.People {
		return ""
	}
	if slices.Contains(r.Opening.Short, "reduce") && people*r.Opening.Posts/r.Opening.People > 0 {
		return "reduce"
	}
	return "cancel"
}

// examine enters the scores of the present part, puts one wrong entry right with a reason, and locks.
func (p *player) examine(ctx context.Context, c Cycle) (bool, error) {
	if did, err := p.tickets(ctx, c); did || err != nil {
		return did, err
	}
	if len(kinds(c)) == 0 {
		return false, stuck(c)
	}
	part := kinds(c)[0]
	if err := p.tryExam(ctx, c, part); err != nil {
		return false, err
	}
	wanted, err := p.wanted(ctx, c, part)
	if err != nil {
		return false, err
	}
	if did, err := p.enter(ctx, c, part, wanted); did || err != nil {
		return did, err
	}
	return p.conclude(ctx, c, "lock_scores")
}

// wanted are the scores of a part as they are to stand at its end.
func (p *player) wanted(ctx context.Context, c Cycle, part string) ([]Score, error) {
	sitters, err := p.sitters(ctx, c, part)
	if err != nil {
		return nil, err
	}
	s := sitting{p.cfg, p.rules, part, c.Posts}
	marks := s.marks(sitters)
	var rows []Score
	for _, one := range sitters {
		rows = append(rows, s.rows(one, marks[one.who.Number])...)
	}
	return rows, nil
}

// sitters are those still in the contest who are not exempt from the part, by applicant's number.
func (p *player) sitters(ctx context.Context, c Cycle, part string) ([]sitter, error) {
	found, err := p.applications(ctx, "qualified")
	if err != nil {
		return nil, err
	}
	exam, _ := p.rules.exam(part)
	var all []sitter
	for _, a := range found {
		who := p.byApp[a.ID]
		exempt := p.rules.exempts(who)
		if exam.Exempt && exempt || a.Ticket == "" {
			continue
		}
		post := slices.IndexFunc(c.Posts, func(post Post) bool { return post.Code == a.Post })
		if post >= 0 {
			all = append(all, sitter{who, post, exempt, a.Ticket})
		}
	}
	return all, nil
}

// exempts tells whether a person need not sit the written test, by the second reading of the rules.
func (r *Rules) exempts(who *Person) bool {
	ask := charters[r.ID].exempt
	return ask != nil && ask(who.facts(true), who.Path) == yes
}

// enter keys what is missing, and corrects what differs with a reason. One entry is deliberately keyed wrong at
// first.
func (p *player) enter(ctx context.Context, c Cycle, part string, wanted []Score) (bool, error) {
	standing, err := p.scores(ctx, part)
	if err != nil {
		return false, err
	}
	var missing, wrong []Score
	for i, want := range wanted {
		have, keyed := standing[want.Ticket+"|"+want.Examiner]
		switch {
		case !keyed && i == 0 && want.Value != nil:
			off := want.Value.Sub(decimal.NewFromInt(1))
			missing = append(missing, Score{Ticket: want.Ticket, Examiner: want.Examiner, Value: &off})
		case !keyed:
			missing = append(missing, want)
		case have.Absent != want.Absent || want.Value != nil && (have.Value == nil || !have.Value.Equal(*want.Value)):
			want.Reason = "登分笔误，经核对试卷更正"
			wrong = append(wrong, want)
		}
	}
	if len(missing) > 0 {
		return true, p.key(ctx, c, part, missing)
	}
	if len(wrong) > 0 {
		return true, p.key(ctx, c, part, wrong)
	}
	return false, nil
}

// scores are those in force, by ticket and examiner.
func (p *player) scores(ctx context.Context, part string) (map[string]Score, error) {
	token, err := p.token("county_hr", p.unit)
	if err != nil {
		return nil, err
	}
	all, err := list[Score](ctx, p.api, token, "/api/cycles/"+p.cycle+"/scores")
	standing := map[string]Score{}
	for _, s := range all {
		s.Absent = s.Absent || s.Value == nil
		if s.Part == part && !s.Replaced {
			standing[s.Ticket+"|"+s.Examiner] = s
		}
	}
	return standing, err
}

// key enters scores as a score keyer, a panel's marks as an examiner where one is signed in.
func (p *player) key(ctx context.Context, c Cycle, part string, rows []Score) error {
	role := "score_keyer"
	if exam, _ := p.rules.exam(part); exam.Panel.Size > 0 && len(p.api.holders("examiner", c.Unit)) > 0 {
		role = "examiner"
	}
	held := p.api.holders(role, c.Unit)
	if len(held) == 0 {
		return fmt.Errorf("%w: nobody signed in is a %s, and %s has no scores", ErrStuck, role, part)
	}
	for batch := range slices.Chunk(rows, 100) {
		body := map[string]any{"part": part, "scores": batch}
		key := p.cfg.key("scores", c.Stage, body)
		got, err := p.api.send(ctx, request{http.MethodPut, "/api/cycles/" + c.ID + "/scores", held[0].token, key, body})
		if err != nil {
			return err
		}
		err = got.fine(nil)
		p.log.add(Entry{Date: p.today, Role: role, Person: held[0].person, Case: c.ID, Act: "enter_scores", Key: key,
			Status: got.status, Code: codeOf(err), Answer: got.digest(), Refused: err != nil})
		if err != nil {
			return fmt.Errorf("scores of %s: %w", part, err)
		}
	}
	return nil
}

// confirm looks at what the rules propose, supplies what an open tie needs, then lets a named person confirm.
func (p *player) confirm(ctx context.Context, c Cycle) (bool, error) {
	proposals, err := p.proposals(ctx)
	if code := codeOf(err); strings.HasPrefix(code, "recruitment.tie.") {
		return p.settle(ctx, c, OpenNeed{Code: code})
	}
	if err != nil {
		return false, err
	}
	for _, need := range proposals.Open {
		if did, err := p.settle(ctx, c, need); did || err != nil {
			return did, err
		}
	}
	return p.cycleAct(ctx, c, "confirm", map[string]any{"reason": reasons["confirm"]})
}

func (p *player) proposals(ctx context.Context) (Proposals, error) {
	var out Proposals
	token, err := p.token("county_hr", p.unit)
	if err != nil {
		return out, err
	}
	var text json.RawMessage
	if err := p.api.get(ctx, token, "/api/cycles/"+p.cycle+"/proposals", &text); err != nil {
		return out, err
	}
	p.log.add(Entry{Date: p.today, Case: p.cycle, Act: "proposals", Leak: p.leaks(text)})
	return out, json.Unmarshal(text, &out)
}

// settle gives a tie the consent, the extra marks or the draw it waits for.
func (p *player) settle(ctx context.Context, c Cycle, need OpenNeed) (bool, error) {
	switch need.Code {
	case "recruitment.tie.consent":
		return p.cycleAct(ctx, c, "receive", map[string]any{"what": p.consentBody(need), "reference": "演练：同意加试", "granted": true})
	case "recruitment.tie.extra":
		return p.extra(ctx, c, need)
	case "recruitment.tie.cap":
		return p.drawLots(ctx, c, need)
	}
	return false, nil
}

func (p *player) consentBody(need OpenNeed) string {
	for _, tie := range p.rules.Ties {
		if tie.Consent != "" {
			return tie.Consent
		}
	}
	return need.Body
}
