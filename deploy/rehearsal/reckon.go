package rehearsal

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"
)

// The second reckoning: marks, totals, orders and cuts, by the player's own reading of the rules.

// partMark is one score of a part: what was keyed, or the panel's mean. false where the person did not sit.
func (e *Evidence) partMark(a Application, part string) (decimal.Decimal, bool) {
	rows := e.scored(a.ID, part)
	exam, known := e.Rules.exam(part)
	var marks []decimal.Decimal
	for _, s := range rows {
		if s.Value != nil && !s.Absent {
			marks = append(marks, *s.Value)
		}
	}
	switch {
	case len(marks) == 0:
		return decimal.Zero, false
	case !known || exam.Panel.Size == 0:
		return marks[0], true
	}
	return panelMean(exam.Panel, marks), true
}

// panelMean drops the highest and the lowest, and rounds the mean of the rest once.
func panelMean(p Panel, marks []decimal.Decimal) decimal.Decimal {
	sorted := slices.Clone(marks)
	slices.SortFunc(sorted, func(a, b decimal.Decimal) int { return a.Cmp(b) })
	if len(sorted) > p.DropHigh+p.DropLow {
		sorted = sorted[p.DropLow : len(sorted)-p.DropHigh]
	}
	sum := decimal.Zero
	for _, m := range sorted {
		sum = sum.Add(m)
	}
	n := decimal.NewFromInt(int64(len(sorted)))
	if p.Rounding == "" {
		return sum.DivRound(n, 12)
	}
	return divided(sum, n, p.Rounding, int32(p.Digits))
}

// divided rounds a quotient of positive numbers from its exact remainder.
func divided(sum, n decimal.Decimal, mode string, digits int32) decimal.Decimal {
	low, rest := sum.QuoRem(n, digits)
	up := false
	switch half := rest.Mul(decimal.NewFromInt(2)).Cmp(n.Mul(decimal.New(1, -digits))); mode {
	case "half_up":
		up = half >= 0
	case "half_even":
		up = half > 0 || half == 0 && !low.Shift(digits).Mod(decimal.NewFromInt(2)).IsZero()
	case "ceiling":
		up = rest.IsPositive()
	}
	if up {
		low = low.Add(decimal.New(1, -digits))
	}
	return low
}

// rounded brings a positive number to its digits.
func rounded(d decimal.Decimal, mode string, digits int) decimal.Decimal {
	if mode == "" {
		return d
	}
	return divided(d, decimal.NewFromInt(1), mode, int32(digits))
}

// exemptParts tells whether the person is exempt from some part.
func (e *Evidence) exempt(a Application) bool {
	who := e.person(a)
	return who != nil && e.Rules.exempts(who)
}

// total adds the parts by the weights of the path; false where a part has no score.
func (e *Evidence) total(a Application) (decimal.Decimal, bool) {
	weights := e.Rules.weightsOf(a.Path, e.exempt(a))
	sum := decimal.Zero
	for _, part := range sortedKeys(weights) {
		m, sat := e.partMark(a, part)
		if !sat {
			return decimal.Zero, false
		}
		sum = sum.Add(m.Mul(weights[part]).Shift(-2))
	}
	return rounded(sum, e.Rules.Rounding, e.Rules.Digits), len(weights) > 0
}

// passed tells whether a person passed a part, or was exempt from it.
func (e *Evidence) passed(a Application, part string) bool {
	exam, known := e.Rules.exam(part)
	if !known || exam.Exempt && e.exempt(a) {
		return true
	}
	m, sat := e.partMark(a, part)
	least, has := exam.passMark(a.Path)
	return sat && (!has || m.GreaterThanOrEqual(least))
}

// order compares two people of one list by total and the chain of ties: negative where the first stands before
// the second, nought where they share a rank.
func (e *Evidence) order(a, b Application) int {
	ta, _ := e.total(a)
	tb, _ := e.total(b)
	if c := tb.Cmp(ta); c != 0 {
		return c
	}
	for _, tie := range e.Rules.Ties {
		if c := e.byTie(tie, a, b); c != 0 {
			return c
		}
	}
	return 0
}

func (e *Evidence) byTie(tie Tie, a, b Application) int {
	part := tie.Higher
	if tie.Extra != "" {
		part = extraPart
	}
	if part != "" {
		ma, satA := e.partMark(a, part)
		mb, satB := e.partMark(b, part)
		if !satA || !satB {
			return 0
		}
		return mb.Cmp(ma)
	}
	ask := charters[e.Rules.ID].priority
	if ask == nil || e.person(a) == nil || e.person(b) == nil {
		return 0
	}
	return rankOf(ask(e.person(b).facts(true))) - rankOf(ask(e.person(a).facts(true)))
}

func rankOf(answer string) int {
	if answer == yes {
		return 1
	}
	return 0
}

// contenders are those of a post who have a place in its list, in the order reckoned here.
func (e *Evidence) contenders(post Post) []Application {
	var some []Application
	for _, a := range e.byPost(post.Code) {
		if _, in := e.listed(a.ID); in {
			some = append(some, a)
		}
	}
	slices.SortFunc(some, func(a, b Application) int {
		if c := e.order(a, b); c != 0 {
			return c
		}
		return e.Record.Numbers[a.ID] - e.Record.Numbers[b.ID]
	})
	return some
}

// sat are those who had to sit a part: a score or an absence is on record.
func (e *Evidence) sat(a Application, part string) bool { return len(e.scored(a.ID, part)) > 0 }

// cutAfter is who should have gone on from a part at a post, by ratio or by pass mark, and who should not.
func (e *Evidence) cutAfter(post Post, part string) (in, out []Application) {
	var passers []Application
	for _, a := range e.byPost(post.Code) {
		switch {
		case !e.sat(a, part):
		case e.passed(a, part):
			passers = append(passers, a)
		default:
			out = append(out, a)
		}
	}
	slices.SortFunc(passers, func(a, b Application) int { return e.markOf(b, part).Cmp(e.markOf(a, part)) })
	k := e.lets(post, part, len(passers))
	if k >= len(passers) {
		return passers, out
	}
	line := decimal.Zero
	if k > 0 {
		line = e.markOf(passers[k-1], part)
	}
	for i, a := range passers {
		m := e.markOf(a, part)
		if i < k && (m.GreaterThan(line) || !e.splits(passers, part, k)) || e.ties(part) == "include" && k > 0 && m.Equal(line) {
			in = append(in, a)
		} else {
			out = append(out, a)
		}
	}
	return in, out
}

// splits tells whether the cut runs through equals.
func (e *Evidence) splits(passers []Application, part string, k int) bool {
	return k > 0 && k < len(passers) && e.markOf(passers[k-1], part).Equal(e.markOf(passers[k], part))
}

func (e *Evidence) markOf(a Application, part string) decimal.Decimal {
	m, _ := e.partMark(a, part)
	return m
}

// lets is how many the ratio lets through; all where there is none.
func (e *Evidence) lets(post Post, part string, all int) int {
	for _, cut := range e.Rules.Shortlists {
		if cut.From == part && !cut.All && cut.Posts > 0 {
			return e.Rules.places(post, e.Record.Applications) * cut.People / cut.Posts
		}
	}
	return all
}

func (e *Evidence) ties(part string) string {
	for _, cut := range e.Rules.Shortlists {
		if cut.From == part {
			return cut.Ties
		}
	}
	return ""
}

// named calls an application by the applicant's number.
func (e *Evidence) named(a Application) string {
	return fmt.Sprintf("applicant %d", e.Record.Numbers[a.ID])
}
