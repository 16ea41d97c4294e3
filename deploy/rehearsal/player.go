package rehearsal

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// player plays one cycle. What it knows of the case it has read from the API; the rest is the config.
type player struct {
	cfg    Config
	api    *client
	log    *journal
	rules  *Rules
	files  []Ruling // of the library, their dates rebased
	people []*Person
	byApp  map[string]*Person // application: who made it
	access map[int]string     // applicant's number: token
	apps   map[int]string     // applicant's number: application
	cycle  string
	unit   string
	report Report
	today  string // business date
	shown  string // the stage last shown
	tried  map[string]bool
	spent  map[string]bool // vacancies that were asked about

	cast      map[string]session // parts of the script
	watchedAt int                // of the cycle, when it was last watched

	dropped  map[string]bool // application and state: proposed once, and out
	refusals map[string]int  // of an act in a state, so that another try has another key
}

func newPlayer(cfg Config) (*player, error) {
	if _, known := charters[cfg.Regulation]; !known {
		return nil, fmt.Errorf("%s cannot be rehearsed; these can: %v", cfg.Regulation, Rehearsable())
	}
	log, err := openLog(cfg.LogPath)
	if err != nil {
		return nil, err
	}
	p := &player{cfg: cfg, log: log, api: &client{base: cfg.BaseURL, http: cfg.Client}, byApp: map[string]*Person{},
		access: map[int]string{}, apps: map[int]string{}, tried: map[string]bool{}, spent: map[string]bool{},
		dropped: map[string]bool{}, refusals: map[string]int{}}
	p.report = Report{Regulation: cfg.Regulation, Seed: cfg.Seed, From: cfg.From}
	for _, e := range log.entries {
		p.tried[e.Try] = true
		if e.Refused {
			p.refusals[fmt.Sprintf("%s|%s|%s|%d", e.Case, e.Act, e.Person, e.Seen)]++
		}
	}
	return p, nil
}

// prepare signs in, puts the regulation in force and opens the cycle; what stands already is found again by the
// keys of the first time.
func (p *player) prepare(ctx context.Context) error {
	var realm struct {
		Kind string `json:"kind"`
	}
	if err := p.api.get(ctx, "", "/api/realm", &realm); err != nil {
		return err
	}
	if realm.Kind != "rehearsal" {
		return fmt.Errorf("this database is %q; a rehearsal is played in a database made for rehearsals alone", realm.Kind)
	}
	if err := p.api.signIn(ctx, p.cfg.SignIns); err != nil {
		return err
	}
	for _, step := range []func(context.Context) error{p.start, p.adopt, p.open} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// clock is business time as the API tells it.
type clock struct {
	Now  string  `json:"now"`
	Next *string `json:"next"`
}

func (p *player) clock(ctx context.Context) (clock, error) {
	var c clock
	token, err := p.token("administrator", "")
	if err == nil {
		err = p.api.get(ctx, token, "/api/rehearsal/clock", &c)
	}
	if d, ok := civil(c.Now); ok {
		p.today = d.Format(time.DateOnly)
	}
	return c, err
}

// start moves a clock that stands before the first day to the morning of it.
func (p *player) start(ctx context.Context) error {
	c, err := p.clock(ctx)
	if err != nil {
		return err
	}
	if p.today < p.cfg.From {
		return p.advanceTo(ctx, p.cfg.From+"T09:00:00+08:00")
	}
	_ = c
	return nil
}

// advance moves business time to the next deadline; false where none is open.
func (p *player) advance(ctx context.Context) (bool, error) {
	c, err := p.clock(ctx)
	if err != nil || c.Next == nil || *c.Next == "" {
		return false, err
	}
	return true, p.advanceTo(ctx, *c.Next)
}

func (p *player) advanceTo(ctx context.Context, to string) error {
	token, err := p.token("administrator", "")
	if err != nil {
		return err
	}
	body := map[string]string{"to": to}
	key := p.cfg.key("clock", body)
	a, err := p.api.send(ctx, request{http.MethodPost, "/api/rehearsal/clock", token, key, body})
	if err != nil {
		return err
	}
	if err := a.fine(nil); err != nil {
		return fmt.Errorf("advance the clock: %w", err)
	}
	p.log.add(Entry{Date: p.today, Role: "administrator", Act: "advance", Key: key, Status: a.status})
	_, err = p.clock(ctx)
	return err
}

// adopt takes the library's text with its dates shifted, imports and adopts it.
func (p *player) adopt(ctx context.Context) error {
	var file struct {
		Text    string   `json:"text"`
		Rulings []Ruling `json:"rulings"`
	}
	reader, err := p.token("county_hr", "")
	if err != nil {
		return err
	}
	if err := p.api.get(ctx, reader, "/api/library/"+url.PathEscape(p.cfg.Regulation), &file); err != nil {
		return err
	}
	if p.report.WeeksShifted, err = WeeksToFit(file.Text, p.cfg.From); err != nil {
		return err
	}
	shifted := ShiftDates(file.Text, p.report.WeeksShifted)
	for _, one := range file.Rulings {
		one.Value = rebase(one.Value, p.cfg.From, p.report.WeeksShifted)
		p.files = append(p.files, one)
	}
	if p.rules, err = readRules(shifted, p.ruled()); err != nil {
		return err
	}
	var imported struct {
		ID      string `json:"id"`
		Version loose  `json:"version"`
	}
	if err := p.post(ctx, "county_hr", "", "/api/regulations", map[string]any{"text": shifted}, &imported); err != nil {
		return err
	}
	p.report.Version = string(imported.Version)
	at := "/api/regulations/" + url.PathEscape(imported.ID) + "/" + url.PathEscape(string(imported.Version)) + "/adopt"
	return p.post(ctx, "county_director", "", at, map[string]any{}, nil)
}

// ruled are the rulings the rehearsal will make.
func (p *player) ruled() []Ruling {
	if !p.cfg.Rulings {
		return nil
	}
	return p.files
}

// open lays out the posts and opens the cycle.
func (p *player) open(ctx context.Context) error {
	reader, err := p.token("county_hr", "")
	if err != nil {
		return err
	}
	units, err := list[Unit](ctx, p.api, reader, "/api/units")
	if err != nil {
		return err
	}
	near := func(unit string) bool { return p.api.staffed("township_clerk", unit) }
	unit, posts, err := layOut(p.rules, units, near)
	if err != nil {
		return err
	}
	p.unit, p.people = unit, invent(p.cfg, p.rules, posts)
	if err := p.staff(ctx, posts); err != nil {
		return err
	}
	if err := p.castWords(ctx, posts); err != nil {
		return err
	}
	organiser := "county_hr"
	if organisers := p.rules.Classes[0].Organisers; len(organisers) > 0 && !slices.Contains(organisers, organiser) {
		organiser = organisers[0]
	}
	var cycle Cycle
	body := map[string]any{"regulation": p.cfg.Regulation, "version": p.version(), "title": "演练：" + p.cfg.Regulation, "unit": unit, "posts": posts,
		"county_posts": places(posts)}
	if err := p.post(ctx, organiser, unit, "/api/cycles", body, &cycle); err != nil {
		return err
	}
	p.cycle = cycle.ID
	p.say("演练 %s 第%s版，种子%d，%d人，起始%s，印刷日期平移%d周", p.cfg.Regulation, p.report.Version, p.cfg.Seed, p.cfg.Applicants, p.cfg.From, p.report.WeeksShifted)
	return nil
}

// places are those of all posts.
func places(posts []Post) int {
	n := 0
	for _, post := range posts {
		n += post.Headcount
	}
	return n
}

// version is a number where it reads as one.
func (p *player) version() any {
	if n := number(p.report.Version); n > 0 {
		return n
	}
	return p.report.Version
}

// token finds who holds a role over a unit.
func (p *player) token(role, unit string) (string, error) {
	held := p.api.holders(role, unit)
	if len(held) == 0 {
		return "", fmt.Errorf("%w: nobody signed in holds the role %s", ErrStuck, role)
	}
	return held[0].token, nil
}

// post sends something with the key of its content, and decodes the answer.
func (p *player) post(ctx context.Context, role, unit, path string, body, into any) error {
	token, err := p.token(role, unit)
	if err != nil {
		return err
	}
	key := p.cfg.key(role, path, body)
	a, err := p.api.send(ctx, request{http.MethodPost, path, token, key, body})
	if err != nil {
		return err
	}
	err = a.fine(into)
	p.log.add(Entry{Date: p.today, Role: role, Act: path, Key: key, Status: a.status, Code: codeOf(err)})
	if err != nil {
		return fmt.Errorf("POST %s as %s: %w", path, role, err)
	}
	return nil
}

// codeOf is the code of a refusal, or "".
func codeOf(err error) string {
	var problem *Problem
	if errors.As(err, &problem) {
		return problem.Code
	}
	return ""
}

// covers tells whether the session's person holds the role over the unit.
func (s session) covers(role, unit string) bool {
	return slices.ContainsFunc(s.assigned, func(a assignment) bool { return a.Role == role && covers(a.Unit, unit) })
}

// staffed tells whether a township has somebody of its own in a role; who was put in for the whole county by this
// rehearsal does not count, so that one taken up again lays its posts out as before.
func (c *client) staffed(role, unit string) bool {
	return slices.ContainsFunc(c.sessions, func(s session) bool {
		return slices.ContainsFunc(s.assigned, func(a assignment) bool {
			return a.Role == role && covers(a.Unit, unit) && !strings.HasSuffix(a.Unit, "000000")
		})
	})
}
