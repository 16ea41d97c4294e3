package rehearsal

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Digest is SHA-256 over the end state in canonical order. People are called by the number of their application,
// posts by their code, cases by what they are: no random name and no wall time goes in.
func (e *Evidence) Digest() string {
	sum := sha256.Sum256([]byte(strings.Join(e.Canonical(), "\n")))
	return hex.EncodeToString(sum[:])
}

// Canonical is the end state as lines, for whoever wants to see what the digest is made of.
func (e *Evidence) Canonical() []string {
	lines := []string{fmt.Sprintf("rehearsal %s seed %d from %s", e.Config.Regulation, e.Config.Seed, e.Config.From)}
	lines = append(lines, e.cycleLines()...)
	for _, a := range e.Record.Applications {
		lines = append(lines, e.applicationLines(a)...)
	}
	lines = append(lines, sortedLines(e.Record.Scores, e.scoreLine)...)
	lines = append(lines, sortedLines(e.Record.Standings, e.standingLine)...)
	lines = append(lines, sortedLines(e.Record.Decisions, e.decisionLine)...)
	lines = append(lines, sortedLines(e.Record.Contracts, e.contractLine)...)
	lines = append(lines, sortedLines(e.Record.Objections, func(o Objection) string { return "objection " + e.call(o.Application) + " " + o.Verdict })...)
	return append(lines, sortedLines(e.Record.Audit.Items, e.auditLine)...)
}

func sortedLines[T any](items []T, line func(T) string) []string {
	var all []string
	for _, one := range items {
		all = append(all, line(one))
	}
	slices.Sort(all)
	return all
}

// call gives a case its stable name.
func (e *Evidence) call(id string) string {
	switch n, ok := e.Record.Numbers[id]; {
	case ok:
		return fmt.Sprintf("a%04d", n)
	case id == e.Record.Cycle.ID:
		return "cycle"
	case id == "":
		return "-"
	}
	for _, post := range e.Record.Cycle.Posts {
		if post.ID == id || post.Code == id {
			return post.Code
		}
	}
	return "other"
}

// plain writes a value with its keys in order.
func plain(v any) string {
	encoded, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(encoded)
}

func (e *Evidence) cycleLines() []string {
	c := e.Record.Cycle
	lines := []string{fmt.Sprintf("cycle %s stage %d regulation %s", c.State, c.Stage, c.Regulation.ID), "weights " + plain(e.Rules.Weights)}
	for _, post := range c.Posts {
		lines = append(lines, fmt.Sprintf("post %s %s %s %d %s %s", post.Code, post.Unit, post.Class, post.Headcount, plain(post.ByPath), post.Disposed))
	}
	return append(lines, sortedLines(c.Rulings, func(r Ruling) string {
		return fmt.Sprintf("ruling %s %s %s %s %t %s", r.Path, r.Value, r.Ruler, r.Reason, r.Invented, r.Date)
	})...)
}

func (e *Evidence) applicationLines(a Application) []string {
	known := plain(a.Facts)
	if who := e.person(a); a.Facts == nil && who != nil {
		known = plain(who.facts(true))
	}
	lines := []string{fmt.Sprintf("%s %s %s %s verdict %s facts %s", e.call(a.ID), a.Path, a.Post, a.State, plain(a.Verdict), known)}
	for _, h := range a.History {
		lines = append(lines, fmt.Sprintf("%s %d %s %s %s", e.call(a.ID), h.Seq, h.Event, h.Role, h.Date))
	}
	return lines
}

func (e *Evidence) scoreLine(s Score) string {
	value := "absent"
	if s.Value != nil {
		value = s.Value.String()
	}
	return fmt.Sprintf("score %s %s %s %d %s %t %s", e.call(s.Application), s.Part, s.Examiner, s.No, value, s.Replaced, s.Reason)
}

func (e *Evidence) standingLine(s Standing) string {
	total := "-"
	if s.Total != nil {
		total = s.Total.String()
	}
	return fmt.Sprintf("standing %s %d %s %d %s", e.call(s.Application), s.Stage, total, s.Rank, s.Place)
}

func (e *Evidence) decisionLine(d Decision) string {
	return fmt.Sprintf("decision %s %04d %s %s %s %s %s", e.call(d.Case), d.Seq, d.Kind, e.call(d.About), d.Role, d.Date, d.Reason)
}

func (e *Evidence) contractLine(c Contract) string {
	return fmt.Sprintf("contract %s %s %s %s %s %s %s %s", e.call(c.Application), e.call(c.Post), c.Kind, c.From, c.To, c.ProbationTo, c.PersonSigned, c.CountySigned)
}

func (e *Evidence) auditLine(a Audited) string {
	return fmt.Sprintf("audit %s %04d %04d %s %s %s", e.call(a.Case), a.No, a.Seq, a.Event, a.Role, a.BusinessAt)
}
