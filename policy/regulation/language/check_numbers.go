package language

import (
	"fmt"

	"github.com/shopspring/decimal"

	"jinchu/policy/regulation"
)

// stages checks the numbers of the procedure: weights, full marks, pass marks, panels, days.
func (c *checker) stages() {
	for i, s := range c.reg.Procedure {
		path := join(at("procedure", i), string(s.Kind))
		c.route(path, s)
		switch {
		case s.Total != nil:
			c.total(path, s.Total)
		case s.Exam != nil:
			c.exam(path, s.Exam)
		case s.Publicity != nil && s.Publicity.UpTo.Known():
			c.span(path+".period_up_to", s.Publicity)
		case s.Registration != nil && s.Registration.Fee.V.IsNegative():
			c.number(path+".fee", s.Registration.Fee.V, "0")
		}
	}
	for i, p := range c.reg.Caps {
		if p.Percent.V.IsNegative() || p.Percent.V.GreaterThan(hundred) {
			c.number(at("caps", i)+".percent", p.Percent.V, "0–100")
		}
	}
	for i, p := range c.reg.Pay {
		if p.Amount.V.IsNegative() {
			c.number(at("pay", i)+".amount", p.Amount.V, "≥ 0")
		}
	}
}

// span holds the two ends of a range to one unit and in order.
func (c *checker) span(path string, s *regulation.PublicityStage) {
	from, to := s.Period.V.Calendar(), s.UpTo.V.Calendar()
	if !s.Period.Known() || from.Unit != to.Unit || from.N > to.N {
		c.number(path, periodText(s.UpTo.V), "period: {days: 7}, period_up_to: {days: 15}")
	}
}

func (c *checker) number(path string, got any, write string) {
	c.r.failPath(path, "regulation.number", "key", lastKey(path), "got", fmt.Sprint(got), "write", write)
}

// total checks each set of weights; a bonus inside the hundred is a weight of its own.
func (c *checker) total(path string, s *regulation.TotalStage) {
	c.weights(path+".weights", s.Weights)
	c.weights(path+".exempt", s.Exempt)
	for _, part := range exemptParts(c.reg) {
		if _, ok := s.Exempt.V[part]; ok && s.Exempt.Known() {
			c.r.failPath(join(path+".exempt", part), "regulation.weights.exempt", "part", nameOf(part))
		}
	}
	for id, w := range s.ByPath {
		c.weights(join(path+".by_path", id), w)
	}
	for key, digits := range map[string]int{".digits": s.Digits.V, ".digits_each": s.Each.V} {
		if digits < 0 || digits > 6 {
			c.number(path+key, digits, "0–6")
		}
	}
}

// exemptParts lists the parts from which somebody may be exempt.
func exemptParts(reg *regulation.Regulation) []string {
	var parts []string
	for _, s := range reg.Procedure {
		if s.Exam != nil && len(s.Exam.Exempt) > 0 {
			parts = append(parts, string(s.Kind))
		}
	}
	return parts
}

func (c *checker) weights(path string, w regulation.Value[map[string]decimal.Decimal]) {
	if !w.Known() {
		return
	}
	sum := decimal.Zero
	for part, percent := range w.V {
		sum = sum.Add(percent)
		c.refer(join(path, part), part, append([]string{"bonus"}, c.parts...))
		if percent.IsNegative() {
			c.number(join(path, part), percent, "0–100")
		}
	}
	if !sum.Equal(hundred) {
		c.r.failPath(path, "regulation.weights", "sum", sum.String())
	}
}

func (c *checker) exam(path string, s *regulation.ExamStage) {
	if s.Full.Known() && !s.Full.V.IsPositive() {
		c.number(path+".full", s.Full.V, "100")
	}
	c.pass(path+".pass", s.Pass, s.Full)
	c.pass(path+".pass_alone", s.Alone, s.Full)
	for id, p := range s.PassBy {
		c.pass(join(path+".pass_by", id), p, s.Full)
	}
	if p := s.Panel; p.Known() && (p.V.Size < 1 || p.V.DropHigh < 0 || p.V.DropLow < 0 || p.V.DropHigh+p.V.DropLow >= p.V.Size) {
		c.number(path+".panel", fmt.Sprintf("%d−%d−%d", p.V.Size, p.V.DropHigh, p.V.DropLow), "size > drop_high + drop_low")
	}
	c.bonus(path+".bonus", s.Bonus.V)
	if s.Minutes.Known() && s.Minutes.V <= 0 {
		c.number(path+".minutes", s.Minutes.V, "90")
	}
}

// bonus holds points and their ceiling above nought.
func (c *checker) bonus(path string, b regulation.BonusRule) {
	for i, item := range b.Items {
		if !item.Points.IsPositive() {
			c.number(at(path+".items", i)+".points", item.Points, "> 0")
		}
	}
	if b.AtMost.Known() && !b.AtMost.V.IsPositive() {
		c.number(path+".at_most", b.AtMost.V, "> 0")
	}
}

// pass holds a pass mark to the full mark.
func (c *checker) pass(path string, p, full regulation.Value[decimal.Decimal]) {
	if p.Known() && (p.V.IsNegative() || full.Known() && p.V.GreaterThan(full.V)) {
		c.number(path, p.V, "0–"+full.V.String())
	}
}

// appraisal checks that the components make a hundred when all of them are stated.
func (c *checker) appraisal() {
	if c.reg.Appraisal == nil || !c.reg.Appraisal.Parts.Known() {
		return
	}
	sum, whole := decimal.Zero, true
	for _, p := range c.reg.Appraisal.Parts.V {
		sum, whole = sum.Add(p.Weight.V), whole && p.Weight.Known()
	}
	if whole && !sum.Equal(hundred) || sum.GreaterThan(hundred) {
		c.r.failPath("appraisal.parts", "regulation.weights", "sum", sum.String())
	}
}
