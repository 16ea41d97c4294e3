package record

import (
	"slices"
	"strings"

	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// checkedStates are those of people who hold a place and are being checked and publicised;
// liveStates are all who hold one.
var (
	checkedStates = []string{recruitment.Proposed, recruitment.Fit, recruitment.Cleared, recruitment.Publicised}
	liveStates    = append(slices.Clone(checkedStates), recruitment.Hired, recruitment.Signed, recruitment.Contracted)
)

// causes of a place that came free, by the state of who had it.
var causes = map[string]string{recruitment.Waived: "waived", recruitment.Withdrawn: "waived", recruitment.Unfit: "failed_medical",
	recruitment.Uncleared: "failed_background", recruitment.Refused: "objection"}

// standings are the results of the ranking, by application.
func (c *contest) standings() (map[string]store.Standing, error) {
	all, err := c.tx.Standings(c.ctx, c.cycle.ID)
	byApplication := map[string]store.Standing{}
	for _, s := range all {
		if s.Rank != nil {
			byApplication[s.Application] = s
		}
	}
	return byApplication, err
}

// did lists which applications have had an event.
func (c *contest) did(events ...string) (map[string]map[string]bool, error) {
	all, err := c.tx.DoingsBelow(c.ctx, c.cycle.ID, events...)
	did := map[string]map[string]bool{}
	for _, d := range all {
		if did[d.Event] == nil {
			did[d.Event] = map[string]bool{}
		}
		did[d.Event][d.Case] = true
	}
	return did, err
}

// vacantPlaces counts the free places of every post.
func (c *contest) vacantPlaces() (map[string]int, error) {
	live, err := c.in(liveStates...)
	free := map[string]int{}
	for _, p := range c.posts {
		free[p.ID] = p.Headcount
	}
	for _, a := range live {
		free[a.Post]--
	}
	return free, err
}

// substitutes works out who may come in for whom, now: in rank order of the pool the rules name, one
// for each place that came free for a cause the rules allow. A place nobody ever took is none of these.
func (c *contest) substitutes() ([]store.Application, error) {
	if c.reg.Substitution == nil || !c.reg.Substitution.On.Known() {
		return nil, silence("substitution.on")
	}
	ever, err := c.did("propose")
	if err != nil {
		return nil, err
	}
	standing, err := c.standings()
	if err != nil {
		return nil, err
	}
	free, err := c.vacantPlaces()
	if err != nil {
		return nil, err
	}
	var all []store.Application
	for _, post := range c.posts {
		some, err := c.substitutesOf(post, min(free[post.ID], c.owed(post, ever["propose"], standing)), standing)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// owed is how many who held a place of the post and lost it, for a cause that allows it, have no substitute yet.
func (c *contest) owed(post store.Post, proposed map[string]bool, standing map[string]store.Standing) int {
	lost, came, first := 0, 0, 0
	for _, a := range c.apps {
		if a.Post != post.ID || !proposed[a.ID] {
			continue
		}
		came++
		if standing[a.ID].Place == "in" {
			first++
		}
		if slices.Contains(c.reg.Substitution.On.V, causes[a.State]) {
			lost++
		}
	}
	return lost - (came - first)
}

// substitutesOf proposes up to n people for a post; an empty pool or an expired list ends it.
func (c *contest) substitutesOf(post store.Post, n int, standing map[string]store.Standing) ([]store.Application, error) {
	var all []store.Application
	limits, err := c.limits()
	if err != nil {
		return nil, err
	}
	for range n {
		place, err := recruitment.Substitute(c.reg.Substitution, c.vacancy(post, all), c.pool(post, standing, all, limits))
		switch code := fault.CodeOf(err); {
		case code == "recruitment.substitute.none", code == "recruitment.substitute.late":
			return all, nil
		case err != nil:
			return nil, err
		}
		for _, a := range c.apps {
			if keyOf(a) == place.Ticket {
				all = append(all, a)
			}
		}
	}
	return all, nil
}

// vacancy describes a free place: its bucket, where the post has buckets, and the day.
func (c *contest) vacancy(post store.Post, also []store.Application) recruitment.Vacancy {
	v := recruitment.Vacancy{Post: post.ID, Cause: c.reg.Substitution.On.V[0], On: regulation.Date(c.today.String()),
		Expires: regulation.Date(c.fact("reserve_until"))}
	held := map[string]int{}
	for _, a := range c.apps {
		if a.Post == post.ID && slices.Contains(liveStates, a.State) || slices.ContainsFunc(also, func(s store.Application) bool { return s.ID == a.ID }) {
			held[a.Path]++
		}
	}
	for _, path := range sortedKeys(byPath(post)) {
		if held[path] < byPath(post)[path] {
			v.Path = path
			break
		}
	}
	return v
}

// pool is who may be drawn from: those who wait, less the paths whose cap is full.
func (c *contest) pool(post store.Post, standing map[string]store.Standing, also []store.Application, limits []recruitment.Limit) recruitment.Pool {
	var pool recruitment.Pool
	full := c.fullPaths(limits, also)
	for _, a := range c.apps {
		s, ranked := standing[a.ID]
		if !ranked || a.Post != post.ID {
			continue
		}
		key := keyOf(a)
		pool.List.Places = append(pool.List.Places, recruitment.Place{Ticket: key, Post: a.Post, Path: a.Path, Rank: *s.Rank, Total: s.Total.Decimal})
		pool.Passed = append(pool.Passed, key)
		if a.State == recruitment.Reserved {
			pool.Reserved = append(pool.Reserved, key)
		}
		waits := a.State == recruitment.Ranked || a.State == recruitment.Reserved
		if !waits || full[a.Path] || slices.ContainsFunc(also, func(o store.Application) bool { return o.ID == a.ID }) {
			pool.Gone = append(pool.Gone, key)
		}
	}
	slices.SortFunc(pool.List.Places, func(a, b recruitment.Place) int {
		if a.Rank != b.Rank {
			return a.Rank - b.Rank
		}
		return strings.Compare(a.Ticket, b.Ticket)
	})
	return pool
}

// fullPaths are the paths whose cap is reached by those who hold places.
func (c *contest) fullPaths(limits []recruitment.Limit, also []store.Application) map[string]bool {
	full := map[string]bool{}
	for _, limit := range limits {
		held := 0
		for _, a := range c.apps {
			if a.Path == limit.Path && (slices.Contains(liveStates, a.State) || slices.ContainsFunc(also, func(o store.Application) bool { return o.ID == a.ID })) {
				held++
			}
		}
		full[limit.Path] = held >= limit.Count
	}
	return full
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
	return x.moveAll("propose", next, same("递补："+x.reason()), nil)
}
