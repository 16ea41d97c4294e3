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
		if lists[post.ID], err = c.untied(c.listOf(post.ID, people, standing)); err != nil {
			return nil, err
		}
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
	_, total := c.rankStages()
	return recruitment.MergeOf(total).V
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

// untied orders those who share a rank by what the rules say of equals and what has come in since: a tie
// that reached no place at the ranking may reach one now.
func (c *contest) untied(list recruitment.List) (recruitment.List, error) {
	groups := sharing(list.Places)
	if len(groups) == 0 {
		return list, nil
	}
	people, err := c.candidates(append(slices.Clone(liveStates), waitingStates...)...)
	if err != nil {
		return list, err
	}
	ground, err := c.ground(people)
	if err != nil {
		return list, err
	}
	rank, total := c.rankStages()
	for _, group := range groups {
		places := list.Places[group[0]:group[1]]
		told, err := recruitment.Rank(rank, recruitment.MergeOf(total), c.equals(places, people), ground)
		if err != nil {
			return list, err
		}
		first := places[0].Rank
		for i, p := range told.Places {
			p.Rank, p.Post, p.List = first+p.Rank-1, places[0].Post, places[0].List
			places[i] = p
		}
		list.Open = append(list.Open, told.Open...)
	}
	return list, nil
}

// sharing are the bounds of those who share a rank in a list.
func sharing(places []recruitment.Place) (groups [][2]int) {
	for from := 0; from < len(places); {
		to := from + 1
		for to < len(places) && places[to].Rank == places[from].Rank && places[to].List == places[from].List {
			to++
		}
		if to > from+1 {
			groups = append(groups, [2]int{from, to})
		}
		from = to
	}
	return groups
}

// equals are the people of some places with the total they share.
func (c *contest) equals(places []recruitment.Place, people []candidate) []recruitment.Contender {
	var all []recruitment.Contender
	for _, p := range people {
		if slices.ContainsFunc(places, func(one recruitment.Place) bool { return one.Ticket == p.Ticket }) {
			all = append(all, recruitment.Contender{Candidate: c.counted(p), Total: places[0].Total})
		}
	}
	return all
}
