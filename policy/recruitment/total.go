package recruitment

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

// Candidate is one person in the contest as the scores know them: a ticket, never a name.
type Candidate struct {
	Ticket string                     `json:"ticket"`
	Post   string                     `json:"post"`
	Path   string                     `json:"path"`
	Scores map[string]decimal.Decimal `json:"scores"`         // by part: written, skills, interview
	Exempt []string                   `json:"exempt"`         // parts the person need not sit
	Absent []string                   `json:"absent"`         // parts the person did not sit
	Bonus  decimal.Decimal            `json:"bonus,omitzero"` // points on the total: see Counted
	Alone  bool                       `json:"alone,omitzero"` // no more people than places are left at the post: see Judge
}

// Term is one part's share of a total.
type Term struct {
	Part   string          `json:"part"`
	Score  decimal.Decimal `json:"score"`
	Weight decimal.Decimal `json:"weight"` // percent
}

// Sum is a total with the arithmetic that made it.
type Sum struct {
	Value      decimal.Decimal `json:"value"`
	Exact      decimal.Decimal `json:"exact"` // before rounding
	Terms      []Term          `json:"terms"`
	Weights    string          `json:"weights"`    // where the weights come from: total.weights, total.by_path.relative, total.exempt
	Arithmetic string          `json:"arithmetic"` // 71.5×30% + 60×30% + 83.25×40% = 72.75
}

// Total adds a candidate's parts by the weights of the person's path, or of those exempt from a part, and the
// points on the total. The candidate is the one Counted gives, where the text has bonuses or counts absences.
// Open weights, digits, or a rounding that would matter are regulation.silent with the value's place;
// a part without a score is recruitment.score.missing.
func Total(stage *regulation.TotalStage, c Candidate) (Sum, error) {
	if stage == nil {
		return Sum{}, silence("total")
	}
	weights, place, err := weightsOf(stage, c)
	if err != nil {
		return Sum{}, err
	}
	if !stage.Digits.Known() {
		return Sum{}, silence("total.digits")
	}
	sum := Sum{Weights: place}
	for _, part := range partsOf(weights) {
		if part == bonusPart {
			continue
		}
		score, ok := c.Scores[part]
		if !ok {
			return Sum{}, fault.New("recruitment.score.missing", "part", PartName(part))
		}
		share := score.Mul(weights[part]).Shift(-2)
		if stage.Each.Known() {
			if share, err = declared(share, stage.Rounding.V, stage.Rounding.Known(), stage.Each.V, "total.rounding"); err != nil {
				return Sum{}, err
			}
		}
		sum.Terms = append(sum.Terms, Term{Part: part, Score: score, Weight: weights[part]})
		sum.Exact = sum.Exact.Add(share)
	}
	sum.addBonus(c.Bonus, weights)
	sum.Value, err = declared(sum.Exact, stage.Rounding.V, stage.Rounding.Known(), stage.Digits.V, "total.rounding")
	sum.Arithmetic = sum.text()
	return sum, err
}

// weightsOf chooses the weights: exemption before path before the common ones.
func weightsOf(stage *regulation.TotalStage, c Candidate) (map[string]decimal.Decimal, string, error) {
	chosen, place := stage.Weights, "total.weights"
	if own, ok := stage.ByPath[c.Path]; ok {
		chosen, place = own, "total.by_path."+c.Path
	}
	if len(c.Exempt) > 0 {
		chosen, place = stage.Exempt, "total.exempt"
	}
	if !chosen.Known() || len(chosen.V) == 0 {
		return nil, place, silence(place)
	}
	return chosen.V, place, nil
}

// text writes the sum as a person would check it.
func (s Sum) text() string {
	var terms []string
	for _, t := range s.Terms {
		if t.Part == bonusPart {
			terms = append(terms, t.Score.String()+"（加分）")
			continue
		}
		terms = append(terms, t.Score.String()+"×"+t.Weight.String()+"%")
	}
	left := strings.Join(terms, " + ") + " = " + s.Exact.String()
	if s.Exact.Equal(s.Value) {
		return left
	}
	return left + " ≈ " + s.Value.String()
}

// order is how the parts of an exam follow each other in every table.
var order = []string{"written", "skills", "interview"}

// partsOf lists the weighted parts in the usual order, others after them by name.
func partsOf(weights map[string]decimal.Decimal) []string {
	parts := make([]string, 0, len(weights))
	for part := range weights {
		parts = append(parts, part)
	}
	slices.SortFunc(parts, func(a, b string) int {
		if ia, ib := position(a), position(b); ia != ib {
			return ia - ib
		}
		return strings.Compare(a, b)
	})
	return parts
}

func position(part string) int {
	if i := slices.Index(order, part); i >= 0 {
		return i
	}
	return len(order)
}

// PartName is a part's Chinese name; an unknown part keeps its own.
func PartName(part string) string {
	switch part {
	case "written":
		return "笔试"
	case "skills":
		return "技能测试"
	case "interview":
		return "面试"
	}
	return part
}
