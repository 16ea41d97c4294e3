package record

import (
	"slices"

	"jinchu/activities/store"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// chosen are those who are to have the places as things stand: of everybody who is being checked, shown
// or hired, the first by rank for each place, within the caps. Where a check calls more people than there
// are places the others wait behind them.
func (c *contest) chosen() ([]store.Application, error) {
	live, err := c.in(liveStates...)
	if err != nil {
		return nil, err
	}
	limits, err := c.limits()
	if err != nil {
		return nil, err
	}
	return c.foremost(live, func(places int) (int, error) { return places, nil }, limits)
}

// chosenIn are the chosen who stand in one of the states.
func (c *contest) chosenIn(states ...string) ([]store.Application, error) {
	all, err := c.chosen()
	return slices.DeleteFunc(all, func(a store.Application) bool { return !slices.Contains(states, a.State) }), err
}

// foremost are the first of the people by rank, as many of each post (of each bucket by path) as count
// makes of its places. Nobody is left out where there are no more people than that.
func (c *contest) foremost(people []store.Application, count func(int) (int, error), limits []recruitment.Limit) ([]store.Application, error) {
	posts, fits, err := c.seating(people, count)
	if err != nil || fits {
		return slices.Clone(people), err
	}
	standing, err := c.standings()
	if err != nil {
		return nil, err
	}
	lists := map[string]recruitment.List{}
	for _, post := range posts {
		lists[post.ID] = c.listOf(post.ID, people, standing)
	}
	seats, err := recruitment.WhoIsIn(posts, lists, limits)
	if err != nil {
		return nil, err
	}
	var first []store.Application
	for _, a := range people {
		if slices.ContainsFunc(seats.In, func(p recruitment.Place) bool { return p.Ticket == keyOf(a) }) {
			first = append(first, a)
		}
	}
	return first, nil
}

// seating are the posts with so many places as count makes of them, and whether all people fit in as it is.
func (c *contest) seating(people []store.Application, count func(int) (int, error)) (posts []recruitment.Post, fits bool, err error) {
	fits = true
	for _, p := range c.contested() {
		post := recruitment.Post{ID: p.ID}
		if post.Headcount, err = count(p.Headcount); err != nil {
			return nil, false, err
		}
		for path, n := range byPath(p) {
			if post.ByPath == nil {
				post.ByPath = map[string]int{}
			}
			if post.ByPath[path], err = count(n); err != nil {
				return nil, false, err
			}
		}
		posts = append(posts, post)
		fits = fits && c.heads(p.ID, people) <= post.Headcount
	}
	return posts, fits, nil
}

// heads counts the people of a post.
func (c *contest) heads(post string, people []store.Application) int {
	n := 0
	for _, a := range people {
		if c.belongs(a, post) {
			n++
		}
	}
	return n
}

// contested are the posts as people compete for them: each by itself, or all places together where posts
// are chosen after the ranking.
func (c *contest) contested() []store.Post {
	if c.stage(regulation.StageChoice) == nil {
		return c.posts
	}
	return []store.Post{{Headcount: c.places("")}}
}

// belongs tells whether somebody competes for a post; for all places together everybody does.
func (c *contest) belongs(a store.Application, post string) bool { return post == "" || a.Post == post }

// listOf is the ranking of a post as it was confirmed, of some people.
func (c *contest) listOf(post string, people []store.Application, standing map[string]ranked) recruitment.List {
	merge := c.merge()
	list := recruitment.List{Ordered: merge == "exempt_first" || merge == "exempt_last"}
	for _, a := range people {
		s, ranked := standing[a.ID]
		if ranked && c.belongs(a, post) {
			list.Places = append(list.Places, recruitment.Place{Ticket: keyOf(a), Post: post, Path: a.Path, List: s.List, Rank: *s.Rank, Total: s.Total.Decimal})
		}
	}
	slices.SortFunc(list.Places, func(a, b recruitment.Place) int { return comparePlaces(merge, a, b) })
	return list
}

// merge is how the lists of those exempt and of the others follow each other.
func (c *contest) merge() string {
	if s := c.stage(regulation.StageTotal); s != nil {
		return recruitment.MergeOf(s.Total).V
	}
	return ""
}

func comparePlaces(merge string, a, b recruitment.Place) int {
	if a.List != b.List {
		if (a.List != "") == (merge == "exempt_first") {
			return -1
		}
		return 1
	}
	return compareRanked(a.Rank, a.Ticket, b.Rank, b.Ticket)
}
