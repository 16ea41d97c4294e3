package record

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// Proposals are what confirming would do now, person by person. They decide nothing: a named person
// confirms them with a reason.
type Proposals struct {
	State string     `json:"state"`
	Stage int        `json:"stage"`
	Rows  []Proposal `json:"rows"`
	Open  []Needed   `json:"open" doc:"what must be settled first: ties, silence of the rules"`
}

// Proposal is one person's row.
type Proposal struct {
	Application string               `json:"application"`
	Ticket      string               `json:"ticket"`
	Post        string               `json:"post" doc:"岗位代码"`
	Path        string               `json:"path"`
	Event       string               `json:"event,omitempty" doc:"what confirming does to this person; empty: goes on"`
	Adverse     bool                 `json:"adverse"`
	Score       *decimal.Decimal     `json:"score,omitempty" doc:"of the part that was examined"`
	Total       *decimal.Decimal     `json:"total,omitempty"`
	Rank        int                  `json:"rank,omitempty"`
	List        string               `json:"list,omitempty" doc:"exempt, where those exempt are ranked apart"`
	Place       string               `json:"place,omitempty" doc:"in, called (to the checks, behind those in), wait, capped"`
	Arithmetic  string               `json:"arithmetic,omitempty"`
	TieBy       string               `json:"tie_by,omitempty" doc:"what broke the tie"`
	Reasons     []recruitment.Reason `json:"reasons,omitempty"`
	app         store.Application
	sum         *recruitment.Sum
}

// Needed is something that must be settled first.
type Needed struct {
	Code    string   `json:"code"`
	Title   string   `json:"title"`
	Tickets []string `json:"tickets,omitempty"`
}

// Digest names exactly these proposals: a list that changed since somebody saw it has another one.
func (p Proposals) Digest() string {
	text, _ := json.Marshal(p)
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}

// proposed are proposals that were worked out, or what stopped them.
type proposed struct {
	Proposals
	err error
}

// propose works out, once, what confirming would do where the cycle stands. The error is what stops it.
func (c *contest) propose() (Proposals, error) {
	if c.seen.proposed == nil {
		p, err := c.proposeHere()
		c.seen.proposed = &proposed{p, err}
	}
	return c.seen.proposed.Proposals, c.seen.proposed.err
}

func (c *contest) proposeHere() (Proposals, error) {
	switch c.cycle.State {
	case recruitment.Scored:
		return c.proposeScored()
	case recruitment.Ranking:
		return c.proposeRanking()
	}
	return Proposals{}, shut(c.cycle.State)
}

// proposeScored holds the marks of the part just examined against its mark and its cut.
func (c *contest) proposeScored() (Proposals, error) {
	out := Proposals{State: c.cycle.State, Stage: c.cycle.Stage}
	stage, err := c.exam(c.cycle.Stage)
	if err != nil {
		return out, err
	}
	people, err := c.candidates(recruitment.Qualified)
	if err != nil {
		return out, err
	}
	rows := map[string]*Proposal{}
	entries := map[string][]recruitment.Entry{}
	for _, p := range people {
		judged, err := p.judge(stage)
		if err != nil {
			return out, fault.Of(err).At(p.app.Ticket)
		}
		rows[p.Ticket] = c.scoredRow(p, string(stage.Kind), judged)
		entries[p.Post] = append(entries[p.Post], recruitment.Entry{Ticket: p.Ticket, Score: c.counted(p).Scores[string(stage.Kind)],
			Goes: judged.Goes(), Exempt: judged.Outcome == recruitment.Exempted})
	}
	if err := c.cut(entries, rows); err != nil {
		return out, err
	}
	for _, p := range people {
		out.Rows = append(out.Rows, *rows[p.Ticket])
	}
	return out, nil
}

// scoredRow is a person's row after a part: the mark as it was given, and what the rules make of it.
func (c *contest) scoredRow(p candidate, part string, judged recruitment.Judgement) *Proposal {
	row := c.personRow(p)
	row.Reasons = []recruitment.Reason{judged.Reason}
	if score, scored := p.Scores[part]; scored {
		row.Score = &score
		row.Reasons = append(row.Reasons, bonusReasons(p.credit(part))...)
	}
	if !judged.Goes() {
		row.Event, row.Adverse = "eliminate", true
	}
	return row
}

// bonusReasons say which points were added and why; none where nothing was.
func bonusReasons(credit *recruitment.Credit) []recruitment.Reason {
	if credit == nil || credit.Points.IsZero() {
		return nil
	}
	sum := recruitment.Reason{ID: credit.Part + ".bonus", Kind: recruitment.Bonus, Verdict: regulation.Yes, Note: credit.Arithmetic,
		Rule: recruitment.PartName(credit.Part) + "加" + credit.Points.String() + "分"}
	return append([]recruitment.Reason{sum}, slices.DeleteFunc(slices.Clone(credit.Reasons), func(r recruitment.Reason) bool {
		return r.Verdict != regulation.Yes
	})...)
}

// cut applies the shortlist that belongs to the step, post by post.
func (c *contest) cut(entries map[string][]recruitment.Entry, rows map[string]*Proposal) error {
	for _, s := range c.at(c.cycle.Stage) {
		if s.Shortlist == nil {
			continue
		}
		for post, list := range entries {
			cut, err := recruitment.Shortlist(s.Shortlist, c.places(post), list)
			if err != nil {
				return err
			}
			for _, out := range cut.Out {
				row := rows[out.Ticket]
				row.Event, row.Adverse = out.Event, out.Adverse
				row.Reasons = append(row.Reasons, out.Reasons...)
			}
		}
	}
	return nil
}

// places is how many people a post takes; those who choose their post later compete for all places.
func (c *contest) places(post string) int {
	total := 0
	for _, p := range c.posts {
		if p.ID == post {
			return p.Headcount
		}
		total += p.Headcount
	}
	return total
}

// personRow begins a person's row.
func (c *contest) personRow(p candidate) *Proposal {
	return &Proposal{Application: p.app.ID, Ticket: p.app.Ticket, Post: c.codeOf(p.Post), Path: p.Path, app: p.app}
}

// reasonText is the reason a person is given: the rules' sentences, then the decider's own.
func (p Proposal) reasonText(own string) string {
	var b strings.Builder
	for _, r := range p.Reasons {
		b.WriteString(r.Rule + "。")
	}
	if p.Arithmetic != "" {
		b.WriteString("总成绩：" + p.Arithmetic + "。")
	}
	b.WriteString(own)
	return b.String()
}
