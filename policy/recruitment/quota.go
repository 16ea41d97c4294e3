package recruitment

import (
	"strconv"
	"strings"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

// Headcount is how many posts a unit has: so many, or up to so many as work requires.
type Headcount struct {
	Posts   int    `json:"posts"`
	UpTo    int    `json:"up_to"`    // equals Posts where the text gives no more
	PerPlan bool   `json:"per_plan"` // the plan says, not the regulation
	Reason  Reason `json:"reason"`
}

// Quota gives a unit its posts of a class: the first rule that is true of the unit counts. A unit no rule
// reaches, and posts the text leaves open, are regulation.silent: nought is never assumed. Where a rule
// cannot be told for want of a fact it is recruitment.quota.facts. A class without rules has its
// headcount: a number, or the plan's.
func Quota(class regulation.PostClass, unit regulation.Unit, ev regulation.Evaluator) (Headcount, error) {
	if len(class.Quota) == 0 {
		return stated(class)
	}
	for _, q := range class.Quota {
		verdict, missing, err := ev.Evaluate(q.Expr, regulation.Facts{Unit: &unit})
		switch {
		case err != nil:
			return Headcount{}, err
		case verdict == regulation.CannotTell:
			return Headcount{}, fault.New("recruitment.quota.facts", "rule", q.Rule, "missing", strings.Join(missing, "、"))
		case verdict == regulation.Yes:
			return granted(class, q)
		}
	}
	return Headcount{}, silence("posts." + class.ID + ".quota")
}

// granted is what a rule that is true gives.
func granted(class regulation.PostClass, q regulation.Quota) (Headcount, error) {
	reason := Reason{ID: "quota", Rule: q.Rule, Source: q.Source, Verdict: regulation.Yes}
	switch {
	case q.Posts.Known() && q.UpTo.Known():
		return Headcount{Posts: q.Posts.V, UpTo: max(q.Posts.V, q.UpTo.V), Reason: reason}, nil
	case q.Posts.Known():
		return Headcount{Posts: q.Posts.V, UpTo: q.Posts.V, Reason: reason}, nil
	case q.UpTo.Known():
		return Headcount{UpTo: q.UpTo.V, Reason: reason}, nil
	}
	return Headcount{}, silence("posts." + class.ID + ".quota.posts")
}

// stated is a headcount without rules.
func stated(class regulation.PostClass) (Headcount, error) {
	if !class.Headcount.Known() {
		return Headcount{}, silence("posts." + class.ID + ".headcount")
	}
	reason := Reason{ID: "headcount", Rule: class.Name, Source: class.Headcount.Source, Verdict: regulation.Yes}
	if n, err := strconv.Atoi(class.Headcount.V); err == nil {
		return Headcount{Posts: n, UpTo: n, Reason: reason}, nil
	}
	return Headcount{PerPlan: true, Reason: reason}, nil
}
