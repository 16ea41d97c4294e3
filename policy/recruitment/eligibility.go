package recruitment

import (
	"slices"
	"strings"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

// AgeRule is the ID under which an exception to an age window "in principle" is recorded.
const AgeRule = "age"

// Eligible is whether a person may stand on a path, with every rule that led to it: no where one rule is
// against, else cannot tell where one is open, else yes. A no is a proposal.
type Eligible struct {
	Path    string             `json:"path"`
	Verdict regulation.Verdict `json:"verdict"`
	Reasons []Reason           `json:"reasons"`
}

// Which lists the reasons with a verdict: No, what stands against; CannotTell, what is still open.
func (e Eligible) Which(v regulation.Verdict) []Reason {
	var all []Reason
	for _, r := range e.Reasons {
		if r.Verdict == v && r.Kind != Preference {
			all = append(all, r)
		}
	}
	return all
}

// Excepting tells whether nothing is open but exceptions to what holds in principle: the rules have
// said all they can, and a person decides for or against.
func (e Eligible) Excepting() bool {
	open := e.Which(regulation.CannotTell)
	return len(open) > 0 && !slices.ContainsFunc(open, func(r Reason) bool { return !r.Soft })
}

// Proposal is what the verdict suggests to the reviewer; cannot tell suggests nothing.
func (e Eligible) Proposal(ticket string) (Proposal, bool) {
	switch e.Verdict {
	case regulation.Yes:
		return Propose(ticket, ProposeQualify, e.Reasons...), true
	case regulation.No:
		return Propose(ticket, ProposeRefuse, e.Which(regulation.No)...), true
	}
	return Proposal{}, false
}

// Eligibility holds a person's facts against a path of the regulation: whether the path is open, the
// exclusions, the path's requirements and its age windows. What holds "in principle" cannot be refused
// by the rule alone: it is cannot tell until a named person's exception, given here by the condition's ID
// (AgeRule for ages), is recorded. Requirements the text leaves unsaid are cannot tell. The error is
// recruitment.path.unknown or the evaluator's.
func Eligibility(reg *regulation.Regulation, path string, facts regulation.Facts, ev regulation.Evaluator, exceptions ...string) (Eligible, error) {
	i := slices.IndexFunc(reg.Paths, func(p regulation.Path) bool { return p.ID == path })
	if i < 0 {
		return Eligible{}, unknownPath(reg, path)
	}
	facts.Path = &path
	review := review{facts: facts, ev: ev, exceptions: exceptions}
	if opens := reg.Paths[i].Opens; opens != nil {
		review.ask(*opens, Opens)
	}
	for _, c := range reg.Exclusions {
		review.ask(c, Exclusion)
	}
	for _, c := range reg.Paths[i].Require {
		review.ask(c, Requirement)
	}
	for _, topic := range reg.Paths[i].Silent {
		review.add(Reason{ID: "silent", Kind: Unsaid, Rule: topic, Verdict: regulation.CannotTell, Note: "规则没有写明，须先裁定"})
	}
	review.ages(reg.Paths[i].Ages)
	return Eligible{Path: path, Verdict: verdictOf(review.reasons), Reasons: review.reasons}, review.err
}

// BestPath tries every path of the regulation in its order: the first that is a yes, else the first that
// cannot be told, else the first.
func BestPath(reg *regulation.Regulation, facts regulation.Facts, ev regulation.Evaluator, exceptions ...string) (best Eligible, all []Eligible, err error) {
	for _, p := range reg.Paths {
		e, err := Eligibility(reg, p.ID, facts, ev, exceptions...)
		if err != nil {
			return Eligible{}, nil, err
		}
		if len(all) == 0 || weight(e.Verdict) > weight(best.Verdict) {
			best = e
		}
		all = append(all, e)
	}
	if len(all) == 0 {
		return Eligible{}, nil, silence("paths")
	}
	return best, all, nil
}

// ExemptFrom tells from which parts of the procedure the person is exempt; a part whose exemption cannot be
// told comes back in unclear, with the facts that are missing.
func ExemptFrom(stages []regulation.Stage, path string, facts regulation.Facts, ev regulation.Evaluator) (parts []string, unclear []Reason, err error) {
	facts.Path = &path
	for _, s := range stages {
		if s.Exam == nil {
			continue
		}
		review := review{facts: facts, ev: ev}
		for _, c := range s.Exam.Exempt {
			review.ask(c, Requirement)
		}
		if review.err != nil {
			return nil, nil, review.err
		}
		if slices.ContainsFunc(review.reasons, func(r Reason) bool { return r.Verdict == regulation.Yes }) {
			parts = append(parts, string(s.Kind))
			continue
		}
		for _, r := range review.reasons {
			if r.Verdict == regulation.CannotTell {
				unclear = append(unclear, r)
			}
		}
	}
	return parts, unclear, nil
}

// review collects the reasons of one case.
type review struct {
	facts      regulation.Facts
	ev         regulation.Evaluator
	exceptions []string
	reasons    []Reason
	err        error
}

func (r *review) add(reason Reason) { r.reasons = append(r.reasons, reason) }

// ask adds what one condition says about the case.
func (r *review) ask(c regulation.Condition, kind string) {
	if r.err != nil {
		return
	}
	reason := Reason{ID: c.ID, Kind: kind, Rule: c.Rule, Source: c.Source}
	if c.Until != "" && r.facts.AsOf != nil && *r.facts.AsOf > c.Until {
		reason.Verdict, reason.Note = regulation.Yes, "此条只适用到"+string(c.Until)
		r.add(reason)
		return
	}
	reason.Verdict, reason.Missing, r.err = r.ev.Evaluate(c.Expr, r.facts)
	if kind == Exclusion {
		reason.Verdict = opposite(reason.Verdict)
	}
	if c.Obsolete != "" {
		reason.Note = "此条已不得用于新批次：" + c.Obsolete
	}
	if c.Soft {
		reason.Kind = Preference
	}
	if c.InPrinciple && reason.Verdict == regulation.No {
		r.except(&reason, c.ID)
	}
	r.add(reason)
}

// except softens a no that holds in principle only.
func (r *review) except(reason *Reason, id string) {
	if slices.Contains(r.exceptions, id) {
		reason.Verdict, reason.Note = regulation.Yes, "原则性规定，已记录例外"
		return
	}
	reason.Verdict, reason.Note, reason.Soft = regulation.CannotTell, "原则性规定，须由有权的人决定是否例外并说明理由", true
}

// verdictOf joins reasons; preferences rank nobody out.
func verdictOf(reasons []Reason) regulation.Verdict {
	verdict := regulation.Yes
	for _, r := range reasons {
		if r.Kind != Preference && weight(r.Verdict) < weight(verdict) {
			verdict = r.Verdict
		}
	}
	return verdict
}

func weight(v regulation.Verdict) int {
	switch v {
	case regulation.Yes:
		return 2
	case regulation.No:
		return 0
	}
	return 1
}

func opposite(v regulation.Verdict) regulation.Verdict {
	switch v {
	case regulation.Yes:
		return regulation.No
	case regulation.No:
		return regulation.Yes
	}
	return v
}

func unknownPath(reg *regulation.Regulation, path string) error {
	var known []string
	for _, p := range reg.Paths {
		known = append(known, p.ID)
	}
	return fault.New("recruitment.path.unknown", "path", path, "paths", strings.Join(known, "、"))
}
