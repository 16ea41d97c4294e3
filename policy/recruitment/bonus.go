package recruitment

import (
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

// bonusPart is the name under which a bonus inside the hundred has its weight.
const bonusPart = "bonus"

// Credit is what a person's bonus in one part comes to, with every reason.
type Credit struct {
	Part       string             `json:"part"`
	Points     decimal.Decimal    `json:"points"`   // established so far; all of it where the verdict is yes
	AddedTo    string             `json:"added_to"` // part | total; "" without points
	InPass     bool               `json:"in_pass"`  // the part's pass mark counts it
	Verdict    regulation.Verdict `json:"verdict"`  // yes: the points stand; cannot tell: a missing fact may change them
	Reasons    []Reason           `json:"reasons"`
	Arithmetic string             `json:"arithmetic,omitempty"` // 3 + 2 = 5，上限4分
}

// Settled is nil where the points stand, else recruitment.bonus.facts with the first rule that is open.
func (c Credit) Settled() error {
	if c.Verdict == regulation.Yes {
		return nil
	}
	for _, r := range c.Reasons {
		if r.Verdict == regulation.CannotTell {
			return fault.New("recruitment.bonus.facts", "part", PartName(c.Part), "rule", r.Rule)
		}
	}
	return fault.New("recruitment.bonus.facts", "part", PartName(c.Part), "rule", "")
}

// BonusOf holds a person's facts against the bonuses of a part. An unknown fact matters only where it could
// change the points: not beside a higher bonus where the best alone counts, and not above the ceiling. How
// several count, where they are added, or whether the pass mark counts them is regulation.silent where the
// text leaves it open and it matters.
func BonusOf(kind regulation.StageKind, stage *regulation.ExamStage, path string, facts regulation.Facts, ev regulation.Evaluator) (Credit, error) {
	credit := Credit{Part: string(kind), Verdict: regulation.Yes}
	at := string(kind) + ".bonus"
	if stage.Bonus.Silent() {
		return credit, silence(at)
	}
	rule := stage.Bonus.V
	facts.Path = &path
	var sure, possible []decimal.Decimal
	for _, item := range rule.Items {
		reason, err := earned(item, facts, ev)
		if err != nil {
			return credit, err
		}
		credit.Reasons = append(credit.Reasons, reason)
		if reason.Verdict == regulation.Yes {
			sure = append(sure, item.Points)
		}
		if reason.Verdict != regulation.No {
			possible = append(possible, item.Points)
		}
	}
	return credit.count(rule, stage, sure, possible, at)
}

// earned asks one bonus; after its last day it is earned no more.
func earned(item regulation.Bonus, facts regulation.Facts, ev regulation.Evaluator) (Reason, error) {
	reason := Reason{ID: item.ID, Kind: Bonus, Rule: item.Rule, Source: item.Source}
	if item.Until != "" && facts.AsOf != nil && *facts.AsOf > item.Until {
		reason.Verdict, reason.Note = regulation.No, "此条只适用到"+string(item.Until)
		return reason, nil
	}
	var err error
	reason.Verdict, reason.Missing, err = ev.Evaluate(item.Expr, facts)
	return reason, err
}

// count makes the points of what is earned for sure, and sees whether what is merely possible would change them.
func (c Credit) count(rule regulation.BonusRule, stage *regulation.ExamStage, sure, possible []decimal.Decimal, at string) (Credit, error) {
	least, err := together(rule, sure, at)
	if err != nil {
		return c, err
	}
	most, err := together(rule, possible, at)
	if err != nil {
		return c, err
	}
	c.Points, c.Arithmetic = least, arithmetic(rule, sure, least)
	if !most.Equal(least) {
		c.Verdict = regulation.CannotTell
	}
	if most.IsZero() {
		return c, nil
	}
	if !rule.AddedTo.Known() {
		return c, silence(at + ".added_to")
	}
	c.AddedTo, c.InPass = rule.AddedTo.V, rule.AddedTo.V == "part" && rule.InPass.V
	marked := len(stage.PassBy) > 0 || stage.Pass.Standing != regulation.Absent
	if marked && c.AddedTo == "part" && !rule.InPass.Known() {
		return c, silence(at + ".in_pass")
	}
	return c, nil
}

// together is what several bonuses of one person come to, under the ceiling.
func together(rule regulation.BonusRule, points []decimal.Decimal, at string) (decimal.Decimal, error) {
	if len(points) == 0 {
		return decimal.Zero, nil
	}
	sum, best := decimal.Sum(points[0], points[1:]...), decimal.Max(points[0], points[1:]...)
	if rule.AtMost.Known() {
		sum, best = decimal.Min(sum, rule.AtMost.V), decimal.Min(best, rule.AtMost.V)
	}
	switch {
	case rule.Several.Known() && rule.Several.V == "cumulative":
		return sum, nil
	case rule.Several.Known(), sum.Equal(best):
		return best, nil
	}
	return decimal.Zero, silence(at + ".several")
}

// arithmetic writes the points as a person would check them.
func arithmetic(rule regulation.BonusRule, points []decimal.Decimal, made decimal.Decimal) string {
	if len(points) == 0 {
		return ""
	}
	text := join(points, " + ") + " = " + made.String()
	if len(points) > 1 && rule.Several.V == "best" {
		text = join(points, "、") + " 取最高一项 = " + made.String()
	}
	if rule.AtMost.Known() {
		text += "，上限" + rule.AtMost.V.String() + "分"
	}
	return strings.TrimPrefix(text, made.String()+" = ")
}

// ForPass is the candidate as the pass marks count them: with the bonuses that a pass mark counts.
func ForPass(c Candidate, credits ...Credit) Candidate {
	return credited(c, credits, func(one Credit) bool { return one.InPass })
}

// Counted is the candidate as shortlist, total and ties count them: a nought for an absence that the text counts
// as one, bonuses on the part's mark, and the points on the total. Bonuses of a part the person did not sit,
// or is exempt from, are lost with its mark.
func Counted(procedure []regulation.Stage, c Candidate, credits ...Credit) Candidate {
	c = credited(c, credits, func(Credit) bool { return true })
	for _, s := range procedure {
		if s.Exam != nil && s.Exam.Absence.Known() && s.Exam.Absence.V == "zero" && slices.Contains(c.Absent, string(s.Kind)) {
			c.Scores[string(s.Kind)] = decimal.Zero
		}
	}
	for _, one := range credits {
		if one.AddedTo == "total" {
			c.Bonus = c.Bonus.Add(one.Points)
		}
	}
	return c
}

// credited adds to the marks of a copy what counts.
func credited(c Candidate, credits []Credit, counts func(Credit) bool) Candidate {
	c.Scores = maps.Clone(c.Scores)
	if c.Scores == nil {
		c.Scores = map[string]decimal.Decimal{}
	}
	for _, one := range credits {
		score, sat := c.Scores[one.Part]
		if sat && one.AddedTo == "part" && counts(one) && !slices.Contains(c.Absent, one.Part) {
			c.Scores[one.Part] = score.Add(one.Points)
		}
	}
	return c
}

// addBonus puts the points on the total: inside the hundred no more than their weight, else on top.
func (s *Sum) addBonus(points decimal.Decimal, weights map[string]decimal.Decimal) {
	if ceiling, inside := weights[bonusPart]; inside {
		points = decimal.Min(points, ceiling)
	}
	if points.IsZero() {
		return
	}
	s.Terms = append(s.Terms, Term{Part: bonusPart, Score: points, Weight: decimal.NewFromInt(100)})
	s.Exact = s.Exact.Add(points)
}
