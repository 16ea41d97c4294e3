package rehearsal

import (
	"context"
	"fmt"
	"net/http"
	"slices"
)

// What is tried wrong on purpose, each once, at a stage where it can be tried without harm.
const (
	tryRole   = "an act by the wrong role"
	tryNoKey  = "an act without a key"
	tryReused = "the same key with another body"
	tryAgain  = "the same act twice"
	tryStale  = "an act on a case as it stood before"
	tryTwice  = "a second application of one person"
	tryNumber = "a certificate of 21 characters"
	tryShut   = "an application after the window has closed"
	tryBack   = "an act on a closed stage"
	tryNobody = "reading an application without signing in"
	tryClock  = "moving the clock back"
	tryScore  = "a score keyed by somebody who may not"
	tryOther  = "an act's key with another body"
)

// try sends something that must be refused and notes how it was answered.
func (p *player) try(ctx context.Context, what string, r request, wants ...int) error {
	if p.tried[what] {
		return nil
	}
	got, err := p.api.send(ctx, r)
	if err != nil {
		return err
	}
	if got.status >= http.StatusInternalServerError {
		return fmt.Errorf("%s: %w", what, got.fine(nil))
	}
	p.tried[what] = true
	p.log.add(Entry{Date: p.today, Act: r.path, Key: r.key, Status: got.status, Code: codeOf(got.fine(nil)), Try: what, Wants: wants,
		Refused: got.status >= http.StatusBadRequest, Leak: p.leaks(got.body)})
	return nil
}

// tryBefore tries what can be tried before the notice.
func (p *player) tryBefore(ctx context.Context, c Cycle) error {
	if c.State != "planned" {
		return nil
	}
	path := "/api/cycles/" + c.ID + "/acts/submit"
	wrong, err := p.token("discipline_office", c.Unit)
	if err != nil {
		return err
	}
	body := map[string]any{"seen": c.Seq}
	if err := p.try(ctx, tryRole, request{http.MethodPost, path, wrong, p.cfg.key(tryRole), body}, http.StatusForbidden); err != nil {
		return err
	}
	right, err := p.token("county_hr", c.Unit)
	if err != nil {
		return err
	}
	if err := p.try(ctx, tryNoKey, request{http.MethodPost, path, right, "", body}, http.StatusUnprocessableEntity, http.StatusBadRequest, http.StatusConflict); err != nil {
		return err
	}
	stale := map[string]any{"seen": c.Seq + 7}
	if err := p.try(ctx, tryStale, request{http.MethodPost, path, right, p.cfg.key(tryStale), stale}, http.StatusConflict); err != nil {
		return err
	}
	administrator, err := p.token("administrator", "")
	if err != nil {
		return err
	}
	return p.try(ctx, tryClock, request{http.MethodPost, "/api/rehearsal/clock", administrator, p.cfg.key(tryClock),
		map[string]string{"to": "2000-01-03T09:00:00+08:00"}}, http.StatusUnprocessableEntity, http.StatusConflict)
}

// tryWhileOpen tries what can be tried while people apply.
func (p *player) tryWhileOpen(ctx context.Context, c Cycle) error {
	path := "/api/cycles/" + c.ID + "/applications"
	first := p.people[0]
	twice := first.form()
	if err := p.try(ctx, tryTwice, request{http.MethodPost, path, "", p.cfg.key(tryTwice), twice}, http.StatusConflict); err != nil {
		return err
	}
	long := *first
	long.Certificate = first.ID + "4412"[:3]
	long.Kin = nil
	if err := p.try(ctx, tryNumber, request{http.MethodPost, path, "", p.cfg.key(tryNumber), long.form()}, http.StatusUnprocessableEntity); err != nil {
		return err
	}
	if err := p.try(ctx, tryReused, request{http.MethodPost, path, "", p.keyOfFirst(), long.form()}, http.StatusConflict, http.StatusUnprocessableEntity); err != nil {
		return err
	}
	if err := p.repeat(ctx, c, first); err != nil {
		return err
	}
	id := p.apps[first.Number]
	return p.try(ctx, tryNobody, request{method: http.MethodGet, path: "/api/applications/" + id}, http.StatusForbidden, http.StatusUnauthorized, http.StatusNotFound)
}

func (p *player) keyOfFirst() string { return p.cfg.key("apply", p.people[0].Number) }

// repeat sends the first application a second time with its key: the answer must be the first one.
func (p *player) repeat(ctx context.Context, c Cycle, who *Person) error {
	if p.tried[tryAgain] {
		return nil
	}
	i := slices.IndexFunc(p.log.entries, func(e Entry) bool { return e.Act == "apply" && e.Number == who.Number && !e.Refused })
	if i < 0 {
		return nil
	}
	first := p.log.entries[i]
	token := ""
	if held := p.api.holders("township_clerk", who.Unit); first.Role == "township_clerk" && len(held) > 0 {
		token = held[0].token
	}
	got, err := p.api.send(ctx, request{http.MethodPost, "/api/cycles/" + c.ID + "/applications", token, first.Key, who.form()})
	if err != nil {
		return err
	}
	if got.status >= http.StatusInternalServerError {
		return fmt.Errorf("%s: %w", tryAgain, got.fine(nil))
	}
	p.tried[tryAgain] = true
	first.Again, first.Status, first.Answer, first.Code = true, got.status, got.digest(), codeOf(got.fine(nil))
	p.log.add(first)
	return nil
}

// tryAfter tries what comes too late.
func (p *player) tryAfter(ctx context.Context, c Cycle) error {
	late := *p.people[0]
	late.ID = citizenID(999999, late.Birth, 499, late.Sex)
	late.Certificate, late.Kin = late.ID+"44", nil
	path := "/api/cycles/" + c.ID + "/applications"
	if err := p.try(ctx, tryShut, request{http.MethodPost, path, "", p.cfg.key(tryShut), late.form()}, http.StatusConflict); err != nil {
		return err
	}
	organiser, err := p.token("county_hr", c.Unit)
	if err != nil {
		return err
	}
	return p.try(ctx, tryBack, request{http.MethodPost, "/api/cycles/" + c.ID + "/acts/submit", organiser, p.cfg.key(tryBack),
		map[string]any{"seen": c.Seq}}, http.StatusConflict)
}

// tryExam has an organiser key a score, which only score keyers and examiners may.
func (p *player) tryExam(ctx context.Context, c Cycle, part string) error {
	organiser, err := p.token("county_hr", c.Unit)
	if err != nil {
		return err
	}
	body := map[string]any{"part": part, "scores": []map[string]string{{"ticket": "0", "value": "100"}}}
	return p.try(ctx, tryScore, request{http.MethodPut, "/api/cycles/" + c.ID + "/scores", organiser, p.cfg.key(tryScore), body}, http.StatusForbidden)
}

// again sends an act that was done a second time with its key: the answer must be the first one, and the record
// must hold it once. With another body the key is refused.
func (p *player) again(ctx context.Context, r request, first Entry) error {
	if first.Refused || p.tried[tryOther] {
		return nil
	}
	got, err := p.api.send(ctx, r)
	if err != nil {
		return err
	}
	first.Again, first.Status, first.Answer, first.Code = true, got.status, got.digest(), codeOf(got.fine(nil))
	p.log.add(first)
	r.body = map[string]any{"seen": first.Seen, "reason": "另一份内容"}
	return p.try(ctx, tryOther, r, http.StatusConflict)
}
