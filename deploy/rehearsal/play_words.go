package rehearsal

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// recite says the next line of the script of a state; false where there is none, or none is left.
func (p *player) recite(ctx context.Context, c Cycle) (bool, error) {
	script := scripts[p.cfg.Regulation][c.State]
	for i, l := range script {
		id := fmt.Sprintf("%s/%02d", c.State, i+1)
		if p.said(id) {
			continue
		}
		if err := p.perform(ctx, c, id, l); err != nil {
			return false, fmt.Errorf("line %s, %s by %s: %w", id, l.word, l.who, err)
		}
		return true, nil
	}
	return false, nil
}

// said tells whether a line was said and answered.
func (p *player) said(id string) bool {
	return slices.ContainsFunc(p.log.entries, func(e Entry) bool { return e.Word == id && e.Act != meant })
}

func (p *player) perform(ctx context.Context, c Cycle, id string, l line) error {
	switch {
	case slices.Contains(clockWords, l.word):
		return p.outwait(ctx, c, id, l.word)
	case l.word == actFor:
		return p.readActing(ctx, c, id)
	case l.rival != "":
		return p.race(ctx, c, id, l)
	}
	return p.speak(ctx, c, id, l)
}

// meant is the act of an entry that notes what is about to be said.
const meant = "meant"

// spokenLine is one line as it goes out: who says it, on what it rests, and its key.
type spokenLine struct {
	entry Entry
	r     request
}

// speak says one line and notes how it was answered. What was meant is noted before: taken up again after a kill
// it goes out with the same key and the same content, so that it has one effect.
func (p *player) speak(ctx context.Context, c Cycle, id string, l line) error {
	s, err := p.prepareLine(ctx, c, id, l)
	if err != nil {
		return err
	}
	got, err := p.utter(ctx, s)
	if err != nil {
		return err
	}
	e := p.answered(s, got)
	if l.refused == "" && e.Refused {
		return got.fine(nil)
	}
	return nil
}

// utter sends a line; an answer that tells of a failure of the program is none.
func (p *player) utter(ctx context.Context, s spokenLine) (answer, error) {
	got, err := p.api.send(ctx, s.r)
	if err == nil && got.status >= http.StatusInternalServerError {
		err = got.fine(nil)
	}
	return got, err
}

// prepareLine writes the line down before it is said, or finds it written.
func (p *player) prepareLine(ctx context.Context, c Cycle, id string, l line) (s spokenLine, err error) {
	who, known := p.cast[l.who]
	if !known {
		return s, fmt.Errorf("%w: nobody plays %s", ErrStuck, l.who)
	}
	e := Entry{Date: p.today, Role: l.who, Person: who.person, Case: c.ID, Act: l.word, Seen: c.Seq, Word: id, Wanted: l.refused}
	before := slices.IndexFunc(p.log.entries, func(one Entry) bool { return one.Word == id && one.Act == meant && one.Person == who.person })
	var mine Cycle
	if err := p.api.get(ctx, who.token, "/api/cycles/"+c.ID, &mine); err != nil && codeOf(err) != "forbidden" {
		return s, err
	}
	offer, offered := offeredWord(mine.Route, l.word)
	if before >= 0 {
		e = p.log.entries[before]
	} else {
		e.Act, e.Offered = meant, offered
		if len(offer.Seats) > 0 {
			e.Seat = offer.Seats[0]
		}
		p.log.add(e)
	}
	e.Act = l.word
	body := p.lineBody(l, e)
	e.Key = p.cfg.key(c.ID, id, l.who, body)
	return spokenLine{e, request{http.MethodPost, "/api/cycles/" + c.ID + "/acts/" + l.word, who.token, e.Key, body}}, nil
}

// answered notes how a line was answered.
func (p *player) answered(s spokenLine, got answer) Entry {
	e, err := s.entry, got.fine(nil)
	var problem *Problem
	e.Status, e.Code, e.Answer, e.Refused = got.status, codeOf(err), got.digest(), err != nil
	e.Told = errors.As(err, &problem) && strings.TrimSpace(problem.Title) != "" && strings.TrimSpace(problem.Detail) != ""
	e.Leak = err != nil && p.leaks(got.body)
	p.log.add(e)
	return e
}

// lineBody is what a line brings.
func (p *player) lineBody(l line, e Entry) map[string]any {
	body := map[string]any{"seen": e.Seen}
	if l.to != "" {
		body["to"] = p.cast[l.to].person
	}
	switch l.word {
	case "return", "disagree", "send_back", "void", "correct_minutes", "report":
		body["reason"] = "演练：" + l.word
	case "remove_signer":
		body["seat"] = e.Seat
	case "enter_minutes":
		body["meeting"] = map[string]any{"body": "演练党组会", "date": e.Date, "number": "演练〔2024〕2号", "result": "agree",
			"present": []string{p.cast["director"].person, p.cast["personnel"].person}}
	}
	if l.step > 0 {
		body["step"] = l.step
	}
	if l.after {
		body["after"] = true
	}
	return body
}

// offeredWord finds a word among what somebody is offered on a route.
func offeredWord(r *Route, word string) (RouteOffer, bool) {
	if r == nil {
		return RouteOffer{}, false
	}
	i := slices.IndexFunc(r.Offers, func(o RouteOffer) bool { return o.Verb == word })
	if i < 0 {
		return RouteOffer{}, false
	}
	return r.Offers[i], true
}

// race lets two say the same in the same instant: one is heard, the other is told that the case has moved on.
func (p *player) race(ctx context.Context, c Cycle, id string, l line) error {
	var lines [2]spokenLine
	var answers [2]answer
	var failed [2]error
	for i, who := range []string{l.who, l.rival} {
		one := l
		one.who = who
		var err error
		if lines[i], err = p.prepareLine(ctx, c, id, one); err != nil {
			return err
		}
	}
	var both sync.WaitGroup
	for i := range lines {
		both.Go(func() { answers[i], failed[i] = p.utter(ctx, lines[i]) })
	}
	both.Wait()
	if err := errors.Join(failed[:]...); err != nil {
		return err
	}
	heard := 0
	for i := range lines {
		lines[i].entry.Rival = heard > 0 || answers[i].status >= http.StatusBadRequest
		if lines[i].entry.Rival {
			lines[i].entry.Wanted = "act.sequence"
		}
		if !p.answered(lines[i], answers[i]).Refused {
			heard++
		}
	}
	if heard == 0 {
		return answers[0].fine(nil)
	}
	return nil
}

// patience is how many deadlines may pass until a clock that is waited for runs out.
const patience = 20

// outwait moves time on until the record tells that a clock ran out; nobody has spoken meanwhile, and the decision
// is where it was unless it waited for time alone. Where it stood before is noted, for whoever takes it up again.
func (p *player) outwait(ctx context.Context, c Cycle, id, event string) error {
	from, err := p.standing(ctx, c, id, event)
	if err != nil {
		return err
	}
	for tries := 0; ; tries++ {
		ran, err := p.audited(ctx, event)
		if err != nil {
			return err
		}
		if ran > from.Seen {
			break
		}
		moved, err := p.advance(ctx)
		if err != nil {
			return err
		}
		if !moved || tries == patience {
			return fmt.Errorf("%w: %s did not come", ErrStuck, event)
		}
	}
	now, err := p.look(ctx)
	if err != nil {
		return err
	}
	e := Entry{Date: p.today, Role: machine, Case: c.ID, Act: event, Seen: now.Seq, Word: id, Status: http.StatusOK, Offered: true}
	stays := event == "escalate"
	if now.State != c.State || now.Route == nil || stays && now.Route.Step != from.Step || !stays && now.Route.Step != from.Step+1 {
		e.Code = "the clock decided"
	}
	p.log.add(e)
	return nil
}

// standing is how often the clock had run out, and at which step the decision stood, before it was waited for.
func (p *player) standing(ctx context.Context, c Cycle, id, event string) (Entry, error) {
	if i := slices.IndexFunc(p.log.entries, func(e Entry) bool { return e.Word == id && e.Act == meant }); i >= 0 {
		return p.log.entries[i], nil
	}
	ran, err := p.audited(ctx, event)
	e := Entry{Date: p.today, Case: c.ID, Act: meant, Word: id, Seen: ran}
	if c.Route != nil {
		e.Step = c.Route.Step
	}
	if err == nil {
		p.log.add(e)
	}
	return e, err
}

// audited counts an event in the chain of the cycle.
func (p *player) audited(ctx context.Context, event string) (int, error) {
	token, err := p.token("auditor", p.unit)
	if err != nil {
		return 0, err
	}
	var chain Audit
	err = p.readAudit(ctx, token, "/api/cycles/"+p.cycle+"/audit", &chain)
	return chain.count(p.cycle, event), err
}

// readActing reads the reasons of the case: the last word on the route was spoken for somebody else, and says so.
func (p *player) readActing(ctx context.Context, c Cycle, id string) error {
	var why struct {
		Steps []struct {
			For   *struct{ Role string } `json:"acting_for"`
			Route *struct {
				StoodIn bool `json:"stood_in"`
			} `json:"route"`
		} `json:"steps"`
	}
	if err := p.api.get(ctx, p.cast["discipline"].token, "/api/cases/"+c.ID+"/why", &why); err != nil {
		return err
	}
	e := Entry{Date: p.today, Case: c.ID, Act: actFor, Seen: c.Seq, Word: id, Status: http.StatusOK, Offered: true, Code: "not told in the reasons"}
	if n := len(why.Steps); n > 0 {
		if last := why.Steps[n-1]; last.For != nil && last.For.Role == "county_director" && last.Route != nil && last.Route.StoodIn {
			e.Code = ""
		}
	}
	p.log.add(e)
	return nil
}

// watched is the act of an entry that notes who is waited for.
const watched = "watch"

// watch notes of a decision that is open who is waited for, and how many clocks run, once for each place it comes to.
func (p *player) watch(c Cycle) {
	if c.Route == nil || p.watchedAt == c.Seq {
		return
	}
	p.watchedAt = c.Seq
	e := Entry{Date: p.today, Case: c.ID, Act: watched, Seen: c.Seq, Waits: len(c.Route.Waits)}
	for _, w := range c.Route.Waits {
		if w.People == 0 && w.As != "clock" && w.As != "organiser" {
			e.Empty++
		}
	}
	for _, d := range c.Deadlines {
		if d.State == "open" && strings.HasPrefix(d.Name, "round:") {
			e.Clocks++
		}
	}
	p.log.add(e)
}
