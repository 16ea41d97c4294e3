package recruitment

import (
	"fmt"

	"github.com/shopspring/decimal"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

// people is how many people a ratio lets through for a number of posts: 2:3 is three for two posts. Where it
// does not come out whole the declared rounding decides; without one it is regulation.silent for at.
func people(ratio regulation.Ratio, posts int, rounding regulation.Value[regulation.Mode], at string) (int, error) {
	exact := posts * ratio.People
	if exact%ratio.Posts == 0 {
		return exact / ratio.Posts, nil
	}
	if !rounding.Known() {
		return 0, silence(at + ".rounding")
	}
	n, err := quotient(decimal.NewFromInt(int64(exact)), decimal.NewFromInt(int64(ratio.Posts)), rounding.V, 0)
	return int(n.IntPart()), err
}

// Call is who of a post is called to a check, in rank order.
type Call struct {
	Count  int     `json:"count"` // people the ratio calls; fewer may be there
	Called []Place `json:"called"`
	Reason Reason  `json:"reason"`
}

// CallCount is how many people of a post are called to the medical or the background check: posts:people 1:1
// one for each post, 2:3 (1:1.5) three for two. An open ratio, or an open rounding where it does not come out
// whole, is regulation.silent.
func CallCount(kind regulation.StageKind, stage *regulation.CheckStage, posts int) (Call, error) {
	if stage == nil || !stage.Ratio.Known() || stage.Ratio.V.Posts <= 0 || stage.Ratio.V.People <= 0 {
		return Call{}, silence(string(kind) + ".ratio")
	}
	if posts < 0 {
		return Call{}, fault.New("value.wrong", "field", "posts", "why", "岗位数不能为负")
	}
	r := stage.Ratio.V
	count, err := people(r, posts, stage.Rounding, string(kind))
	if err != nil {
		return Call{}, err
	}
	return Call{Count: count, Reason: Reason{ID: string(kind) + ".ratio", Source: stage.Ratio.Source, Verdict: regulation.Yes,
		Rule: fmt.Sprintf("%s按岗位与人数%d:%d，%d个岗位取%d人", checkName(kind), r.Posts, r.People, posts, count)}}, nil
}

// CallTo calls the first people of a post's list who are still to be had. People who share a rank across the
// last place stop it with what their tie needs: see WhoIsIn. Fewer people than the ratio wants are all called.
func CallTo(kind regulation.StageKind, stage *regulation.CheckStage, posts int, list List, gone []string) (Call, error) {
	call, err := CallCount(kind, stage, posts)
	if err != nil {
		return Call{}, err
	}
	queue := list.without(gone)
	took := min(call.Count, len(queue))
	if err := decided(list, queue, took); err != nil {
		return Call{}, err
	}
	call.Called = queue[:took]
	return call, nil
}

// without is the list in rank order less those no longer to be had.
func (l List) without(gone []string) []Place {
	out := map[string]bool{}
	for _, ticket := range gone {
		out[ticket] = true
	}
	var queue []Place
	for _, p := range l.Places {
		if !out[p.Ticket] {
			queue = append(queue, p)
		}
	}
	return queue
}

func checkName(kind regulation.StageKind) string {
	switch kind {
	case regulation.StageMedical:
		return "体检"
	case regulation.StageBackground:
		return "考察"
	}
	return string(kind)
}
