package recruitment

import (
	"slices"

	"github.com/shopspring/decimal"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

// keys gives each of a group of equals the number a tie-break step orders by, highest first, and what to
// say when it told them apart; or what the step needs before it can be used.
func (r *ranking) keys(tie regulation.Tie, group []Contender) (keys []decimal.Decimal, says string, needs error) {
	switch {
	case tie.Higher != "":
		keys, needs = higher(tie, group)
		return keys, PartName(tie.Higher) + tie.Item + "成绩高者在前", needs
	case len(tie.Status) > 0:
		keys, needs = r.met(tie.Status, group)
		return keys, tie.Status[0].Rule + "者在前", needs
	case tie.Priority:
		keys, needs = r.met(r.ground.Priorities, group)
		return keys, "符合优先条件者在前", needs
	case tie.Extra != "":
		keys, needs = r.extra(tie, group)
		return keys, "加试成绩高者在前", needs
	case tie.Lots:
		keys, needs = r.lots(group)
		return keys, "抽签决定", needs
	}
	return nil, "", silence("rank.ties")
}

// higher compares one part. Those exempt from it come before, after, or make the step skipped, as the text
// says; where it does not, or somebody else has no score, how then is for a person to rule.
func higher(tie regulation.Tie, group []Contender) ([]decimal.Decimal, error) {
	keys := make([]decimal.Decimal, 0, len(group))
	for _, c := range group {
		score, ok := c.Scores[tie.Higher]
		sat := ok
		if tie.Item != "" {
			score, ok = c.Scores[ItemOf(tie.Higher, tie.Item)]
		}
		switch {
		case ok:
		case sat:
			return nil, fault.New("recruitment.tie.item", "part", PartName(tie.Higher), "item", tie.Item)
		case !tie.Exempt.Known() || !slices.Contains(c.Exempt, tie.Higher):
			return nil, silence("rank.ties." + tie.Higher + ".exempt")
		case tie.Exempt.V == "skip":
			return make([]decimal.Decimal, len(group)), nil
		case tie.Exempt.V == "before":
			score = beyond
		default:
			score = beyond.Neg()
		}
		keys = append(keys, score)
	}
	return keys, nil
}

// ItemOf is the name under which the score of one item of a part stands beside the part's: written/公文写作.
func ItemOf(part, item string) string { return part + "/" + item }

// beyond is higher than any score.
var beyond = decimal.New(1, exactDigits)

// met puts those who meet any one of the conditions before those who meet none. One met is enough,
// whatever is unknown about the others.
func (r *ranking) met(conditions []regulation.Condition, group []Contender) ([]decimal.Decimal, error) {
	keys := make([]decimal.Decimal, 0, len(group))
	for _, c := range group {
		met, unknown := false, ""
		for _, cond := range conditions {
			v := r.holds(c.Ticket, cond)
			met = met || v == regulation.Yes
			if v == regulation.CannotTell {
				unknown = cond.Rule
			}
		}
		switch {
		case met:
			keys = append(keys, decimal.NewFromInt(1))
		case unknown != "":
			return nil, fault.New("recruitment.tie.facts", "rule", unknown)
		default:
			keys = append(keys, decimal.Zero)
		}
	}
	return keys, nil
}

// extra orders by the extra question, once the outside body has agreed to it. A refusal with nothing after it
// leaves the tie for a person to rule on: the text ends there.
func (r *ranking) extra(tie regulation.Tie, group []Contender) ([]decimal.Decimal, error) {
	if tie.Consent != "" && r.ground.Consent == regulation.No {
		return nil, silence("rank.ties.refused")
	}
	if tie.Consent != "" && r.ground.Consent != regulation.Yes {
		return nil, fault.New("recruitment.tie.consent", "body", tie.Consent)
	}
	keys := make([]decimal.Decimal, 0, len(group))
	for _, c := range group {
		mark, ok := r.ground.Extra[c.Ticket]
		if !ok {
			return nil, fault.New("recruitment.tie.extra", "part", PartName(tie.Extra))
		}
		keys = append(keys, mark)
	}
	return keys, nil
}

// lots orders by what was drawn, the first drawn first.
func (r *ranking) lots(group []Contender) ([]decimal.Decimal, error) {
	keys := make([]decimal.Decimal, 0, len(group))
	for _, c := range group {
		drawn, ok := r.ground.Lots[c.Ticket]
		if !ok {
			return nil, fault.New("recruitment.tie.lots")
		}
		keys = append(keys, decimal.NewFromInt(int64(-drawn)))
	}
	return keys, nil
}

// again is what equals need whom the last step left equal: an extra question is held, or lots are drawn, until
// they are told apart. Other chains just end.
func again(tie regulation.Tie) error {
	switch {
	case tie.Extra != "":
		return fault.New("recruitment.tie.again", "part", PartName(tie.Extra))
	case tie.Lots:
		return fault.New("recruitment.tie.lots")
	}
	return nil
}

func (r *ranking) holds(ticket string, c regulation.Condition) regulation.Verdict {
	if r.ground.Holds == nil {
		return regulation.CannotTell
	}
	return r.ground.Holds(ticket, c)
}
