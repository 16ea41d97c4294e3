package record

import (
	"slices"

	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
)

// substitutes works out who may come in for whom, now: in rank order of the pool the rules name, one
// for each place that came free for a cause the rules allow. A place nobody ever took is none of these.
// Where more of a path are next than its cap leaves room for, the first of them over all posts come in.
func (c *contest) substitutes() ([]store.Application, error) {
	limits, err := c.left()
	if err != nil {
		return nil, err
	}
	full := capped{}
	for _, limit := range limits {
		if limit.Count == 0 {
			full[limit.Path] = nil
		}
	}
	for {
		next, err := c.nextIn(full)
		if err != nil {
			return nil, err
		}
		beyond, err := full.reached(next, limits)
		if err != nil || !beyond {
			return c.named(next), err
		}
	}
}

// nextIn are those who are next at every post, within the caps that are reached.
func (c *contest) nextIn(full capped) ([]recruitment.Place, error) {
	standing, err := c.standings()
	if err != nil {
		return nil, err
	}
	live, err := c.in(liveStates...)
	if err != nil {
		return nil, err
	}
	var all []recruitment.Place
	for _, post := range c.contested() {
		free := post.Headcount - c.heads(post.ID, live)
		if free <= 0 {
			continue
		}
		owed, err := c.owed(post, standing)
		if err != nil {
			return nil, err
		}
		some, err := c.substitutesOf(post, min(free, owed), full, standing)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// owed is how many who held a place of the post and lost it, for a cause that allows it, have no
// substitute yet. What the rules say is asked only where somebody lost a place.
func (c *contest) owed(post store.Post, standing map[string]ranked) (int, error) {
	courses, err := c.courses()
	if err != nil {
		return 0, err
	}
	came, first := 0, 0
	var lost []string
	for _, a := range c.apps {
		if been := courses[a.ID]; been == nil || !been.proposed || !c.belongs(a, post.ID) {
			continue
		}
		came++
		if standing[a.ID].Place == "in" {
			first++
		}
		if cause := causes[a.State]; cause != "" {
			lost = append(lost, cause)
		}
	}
	if len(lost) == 0 {
		return 0, nil
	}
	sub := c.reg.Substitution
	if sub == nil || !sub.On.Known() {
		return 0, silence("substitution.on")
	}
	lost = slices.DeleteFunc(lost, func(cause string) bool { return !slices.Contains(sub.On.V, cause) })
	return len(lost) - (came - first), nil
}

// substitutesOf proposes up to n people for a post; an empty pool or an expired list ends it.
func (c *contest) substitutesOf(post store.Post, n int, full capped, standing map[string]ranked) ([]recruitment.Place, error) {
	var all []recruitment.Place
	for range n {
		also := c.named(all)
		pool, err := c.pool(post, standing, also, full)
		if err != nil {
			return nil, err
		}
		place, err := recruitment.Substitute(c.reg.Substitution, c.vacancy(post, also), pool)
		switch code := fault.CodeOf(err); {
		case code == "recruitment.substitute.none", code == "recruitment.substitute.late":
			return all, nil
		case err != nil:
			return nil, err
		}
		all = append(all, place)
	}
	return all, nil
}

// named are the applications of places, in their order.
func (c *contest) named(places []recruitment.Place) []store.Application {
	var all []store.Application
	for _, p := range places {
		all = append(all, c.apps[slices.IndexFunc(c.apps, func(a store.Application) bool { return keyOf(a) == p.Ticket })])
	}
	return all
}

// pool is who may be drawn from: those who wait, less the paths whose cap is full.
func (c *contest) pool(post store.Post, standing map[string]ranked, also []store.Application, full capped) (pool recruitment.Pool, err error) {
	waiting, err := c.in(waitingStates...)
	if err != nil {
		return pool, err
	}
	if pool.List, err = c.untied(c.listOf(post.ID, waiting, standing)); err != nil {
		return pool, err
	}
	for _, a := range c.apps {
		key := keyOf(a)
		pool.Passed = append(pool.Passed, key)
		if a.State == recruitment.Reserved {
			pool.Reserved = append(pool.Reserved, key)
		}
		if !slices.Contains(waitingStates, a.State) || full.shuts(a) || holds(a, also) {
			pool.Gone = append(pool.Gone, key)
		}
	}
	return pool, nil
}
