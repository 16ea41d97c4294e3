package record

import (
	"cmp"
	"encoding/json"
	"slices"

	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// checkedStates are those of people who hold a place and are being checked and publicised;
// liveStates are all who hold one; waitingStates those who may come in for them.
var (
	checkedStates = []string{recruitment.Proposed, recruitment.Fit, recruitment.Cleared, recruitment.Publicised}
	liveStates    = append(slices.Clone(checkedStates), recruitment.Hired, recruitment.Signed, recruitment.Contracted)
	waitingStates = []string{recruitment.Ranked, recruitment.Reserved}
)

// causes of a place that came free, by the state of who had it.
var causes = map[string]string{recruitment.Waived: "waived", recruitment.Withdrawn: "waived", recruitment.Unfit: "failed_medical",
	recruitment.Uncleared: "failed_background", recruitment.Refused: "objection"}

// ranked is where somebody stood after the ranking, and in which of the lists.
type ranked struct {
	store.Standing
	List string
}

// standings are the results of the ranking, by application.
func (c *contest) standings() (map[string]ranked, error) {
	if c.seen.standing != nil {
		return c.seen.standing, nil
	}
	all, err := c.tx.Standings(c.ctx, c.cycle.ID)
	if err != nil {
		return nil, err
	}
	byApplication := map[string]ranked{}
	for _, s := range all {
		if s.Rank != nil {
			byApplication[s.Application] = ranked{s, listIn(s)}
		}
	}
	c.seen.standing = byApplication
	return byApplication, nil
}

// listIn is the list that stands beside the arithmetic.
func listIn(s store.Standing) string {
	var kept struct {
		List string `json:"list"`
	}
	_ = json.Unmarshal(s.Arithmetic, &kept) // always written so where there is one
	return kept.List
}

// compareRanked orders by rank, those who share one by ticket.
func compareRanked(rankA int, ticketA string, rankB int, ticketB string) int {
	return cmp.Or(cmp.Compare(rankA, rankB), cmp.Compare(ticketA, ticketB))
}

// holds tells whether somebody has a place, or is about to get one.
func holds(a store.Application, also []store.Application) bool {
	return slices.Contains(liveStates, a.State) || slices.ContainsFunc(also, func(o store.Application) bool { return o.ID == a.ID })
}

// vacancy describes a free place: its bucket, where the post has buckets, and the day.
func (c *contest) vacancy(post store.Post, also []store.Application) recruitment.Vacancy {
	v := recruitment.Vacancy{Post: post.ID, Cause: c.reg.Substitution.On.V[0], On: regulation.Date(c.today.String()),
		Expires: regulation.Date(c.fact(reserveFact))}
	held := map[string]int{}
	for _, a := range c.apps {
		if c.belongs(a, post.ID) && holds(a, also) {
			held[a.Path]++
		}
	}
	places := byPath(post)
	for _, path := range sortedKeys(places) {
		if held[path] < places[path] {
			v.Path = path
			break
		}
	}
	return v
}

func sortedKeys(m map[string]int) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// substitute proposes the next person for every place that came free: a named person decides it.
func (x *deed) substitute() error {
	next, err := x.substitutes()
	if err != nil {
		return err
	}
	if len(next) == 0 {
		return fault.New("recruitment.substitute.none")
	}
	ids := make([]string, 0, len(next))
	for _, a := range next {
		ids = append(ids, a.ID)
	}
	x.out.Answer = map[string]any{"proposed": ids}
	if err := x.placed(next); err != nil {
		return err
	}
	return x.moveAll("propose", next, same("递补："+x.reason()), nil)
}

// placed gives a free post to substitutes who have none: posts chosen after the ranking are chosen by now.
func (x *deed) placed(next []store.Application) error {
	live, err := x.in(liveStates...)
	if err != nil {
		return err
	}
	given := map[string]string{}
	for _, a := range next {
		for _, p := range x.posts {
			if a.Post == "" && given[a.ID] == "" && x.heads(p.ID, live) < p.Headcount {
				given[a.ID], a.Post = p.ID, p.ID
				live = append(live, a)
			}
		}
	}
	return x.tx.GivePosts(x.ctx, given)
}

// recheck puts somebody back who failed, while the place is still free: while no more people hold places
// of the post than the ranking gave.
func (x *deed) recheck() error {
	live, err := x.in(liveStates...)
	if err != nil {
		return err
	}
	standing, err := x.standings()
	if err != nil {
		return err
	}
	given := 0
	for id, s := range standing {
		if (s.Place == "in" || s.Place == "called") && slices.ContainsFunc(x.apps, func(a store.Application) bool { return a.ID == id && a.Post == x.app.Post }) {
			given++
		}
	}
	post, err := x.post(x.app.Post)
	if err != nil {
		return err
	}
	if x.heads(post.ID, live) >= max(given, post.Headcount) {
		return fault.New("recruitment.place.taken")
	}
	return nil
}
