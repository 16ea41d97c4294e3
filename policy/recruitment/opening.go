package recruitment

import (
	"fmt"

	"jinchu/policy/regulation"
)

// Counts is how many people a post has, by the ways a regulation may count.
type Counts struct {
	Registered    int `json:"registered"`
	Qualified     int `json:"qualified"`
	TicketHolders int `json:"ticket_holders"`
	Shortlisted   int `json:"shortlisted"` // still in the contest, where the ratio is held after a part
}

// Opened is whether a post has enough people, and what may follow where it has not: a named person
// chooses among the allowed consequences (cancel, reduce, keep, reroute).
type Opened struct {
	Met     bool     `json:"met"`
	Need    int      `json:"need"`
	Have    int      `json:"have"`
	Fits    int      `json:"fits"` // posts the people are enough for: what reduce may leave
	Allowed []string `json:"allowed"`
	Reason  Reason   `json:"reason"`
}

// OpeningOf is the opening rule of a class of posts: TC24 wants 1:3, of townships 1:2. The bool is false where
// the text sets no ratio for the class (TZ15): its posts open with anybody.
func OpeningOf(stage *regulation.OpeningStage, class string) (*regulation.OpeningStage, bool) {
	if stage == nil {
		return nil, true
	}
	own, ok := stage.ByClass[class]
	if !ok {
		return stage, true
	}
	of := *stage
	of.Ratio = own.Ratio
	return &of, !own.None
}

// CheckOpening holds a post's people against 开考比例. Posts:people 1:2 needs two people for each post, and
// 2:3 needs three for two. An open ratio, an open way to count, or, where people are short, open
// consequences are regulation.silent.
func CheckOpening(stage *regulation.OpeningStage, posts int, counts Counts) (Opened, error) {
	if stage == nil || !stage.Ratio.Known() || stage.Ratio.V.Posts <= 0 || stage.Ratio.V.People <= 0 {
		return Opened{}, silence("opening.ratio")
	}
	have, err := counted(stage.CountOn, counts)
	if err != nil {
		return Opened{}, err
	}
	r := stage.Ratio.V
	out := Opened{Need: (posts*r.People + r.Posts - 1) / r.Posts, Have: have, Fits: min(posts, have*r.Posts/r.People)}
	out.Met = have >= out.Need
	out.Reason = Reason{ID: "opening.ratio", Source: stage.Ratio.Source, Verdict: regulation.Yes,
		Rule: fmt.Sprintf("开考比例%d:%d，%d个岗位须有%d人，现有%d人", r.Posts, r.People, posts, out.Need, have)}
	if out.Met {
		return out, nil
	}
	out.Reason.Verdict = regulation.No
	if !stage.Short.Known() || len(stage.Short.V) == 0 {
		return out, silence("opening.short")
	}
	for _, consequence := range stage.Short.V {
		if consequence != "reduce" || out.Fits > 0 {
			out.Allowed = append(out.Allowed, consequence)
		}
	}
	if len(out.Allowed) == 0 {
		return out, silence("opening.short") // reduced to nought, and the text does not say what then
	}
	return out, nil
}

// counted chooses the count. Where all three agree the way to count does not matter.
func counted(on regulation.Value[string], c Counts) (int, error) {
	switch {
	case on.Known() && on.V == "registered":
		return c.Registered, nil
	case on.Known() && on.V == "qualified":
		return c.Qualified, nil
	case on.Known() && on.V == "ticket_holders":
		return c.TicketHolders, nil
	case on.Known() && on.V == "shortlisted":
		return c.Shortlisted, nil
	case c.Registered == c.Qualified && c.Qualified == c.TicketHolders:
		return c.Registered, nil
	}
	return 0, silence("opening.count_on")
}
