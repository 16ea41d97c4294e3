package recruitment

import (
	"slices"

	"github.com/shopspring/decimal"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

// Outcome of one part for one person.
type Outcome string

// Outcomes of a part.
const (
	Passed   Outcome = "passed"   // at or above the mark
	Unmarked Outcome = "unmarked" // the regulation has no pass mark for this part; nobody fails it
	Failed   Outcome = "failed"
	Exempted Outcome = "exempt"
	Missed   Outcome = "absent"
)

// Judgement is a part's outcome with its reason. What is adverse in it is a proposal for a person.
type Judgement struct {
	Outcome Outcome `json:"outcome"`
	Reason  Reason  `json:"reason"`
}

// Goes tells whether the person may go on to the next part.
func (j Judgement) Goes() bool {
	return j.Outcome == Passed || j.Outcome == Unmarked || j.Outcome == Exempted
}

// PassMark is the mark of a part for a path. The bool is false where the regulation has none. An open
// mark is regulation.silent; so is a path left out where the text gives marks to other paths alone.
func PassMark(kind regulation.StageKind, stage *regulation.ExamStage, path string) (decimal.Decimal, bool, error) {
	at := string(kind) + ".pass"
	mark := stage.Pass
	if own, ok := stage.PassBy[path]; ok {
		mark, at = own, string(kind)+".pass_by."+path
	} else if len(stage.PassBy) > 0 && mark.Standing == regulation.Absent {
		return decimal.Decimal{}, false, silence(string(kind) + ".pass_by." + path)
	}
	if mark.Silent() {
		return decimal.Decimal{}, false, silence(at)
	}
	return mark.V, mark.Known(), nil
}

// aloneMark is the mark of a part where nobody competes (无竞争).
func aloneMark(kind regulation.StageKind, stage *regulation.ExamStage) (decimal.Decimal, bool, error) {
	if stage.Alone.Silent() {
		return decimal.Decimal{}, false, silence(string(kind) + ".pass_alone")
	}
	return stage.Alone.V, true, nil
}

// Judge compares a candidate's score in a part with the pass mark of the path, or with the mark for those who
// stand alone, where the text has one. A score is compared as it
// stands: 59.99 is below 60. An absence is judged as such, and as a nought only where the text says zero. No
// score, no exemption and no absence is recruitment.score.missing.
func Judge(kind regulation.StageKind, stage *regulation.ExamStage, c Candidate) (Judgement, error) {
	part := string(kind)
	if slices.Contains(c.Exempt, part) {
		return judged(Exempted, part, "免"+PartName(part), regulation.Yes), nil
	}
	score, ok := c.Scores[part]
	if slices.Contains(c.Absent, part) {
		if !stage.Absence.Known() || stage.Absence.V != "zero" {
			return judged(Missed, part, PartName(part)+"缺考", regulation.No), nil
		}
		score, ok = decimal.Zero, true
	}
	if !ok {
		return Judgement{}, fault.New("recruitment.score.missing", "part", PartName(part))
	}
	mark, has, err := PassMark(kind, stage, c.Path)
	if c.Alone && stage.Alone.Standing != regulation.Absent {
		mark, has, err = aloneMark(kind, stage)
	}
	switch {
	case err != nil:
		return Judgement{}, err
	case !has:
		return judged(Unmarked, part, PartName(part)+"不设合格线", regulation.Yes), nil
	case score.LessThan(mark):
		return judged(Failed, part, PartName(part)+score.String()+"分，低于合格线"+mark.String()+"分", regulation.No), nil
	}
	return judged(Passed, part, PartName(part)+score.String()+"分，达到合格线"+mark.String()+"分", regulation.Yes), nil
}

func judged(o Outcome, part, rule string, v regulation.Verdict) Judgement {
	return Judgement{Outcome: o, Reason: Reason{ID: part + ".pass", Rule: rule, Verdict: v}}
}

// ScoreOnWrongTicket is what a paper with a wrong or missing ticket number is worth: nought where the text
// says zero (JM17). Where it says invalid there is no score: recruitment.paper.invalid, and a named person
// decides what follows. Where it is open or says nothing, a person must rule.
func ScoreOnWrongTicket(kind regulation.StageKind, stage *regulation.ExamStage) (decimal.Decimal, error) {
	switch {
	case stage.Ticket.Known() && stage.Ticket.V == "zero":
		return decimal.Zero, nil
	case stage.Ticket.Known() && stage.Ticket.V == "invalid":
		return decimal.Zero, fault.New("recruitment.paper.invalid", "part", PartName(string(kind)))
	}
	return decimal.Zero, silence(string(kind) + ".wrong_ticket")
}

// CheckScore refuses a score outside 0 … full: recruitment.score.range. Without a known full mark only
// a negative score is refused.
func CheckScore(stage *regulation.ExamStage, score decimal.Decimal) error {
	if score.IsNegative() || stage.Full.Known() && score.GreaterThan(stage.Full.V) {
		return fault.New("recruitment.score.range", "full", stage.Full.String())
	}
	return nil
}
