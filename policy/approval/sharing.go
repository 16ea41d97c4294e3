package approval

import (
	"slices"
	"strconv"
	"strings"
)

// sharing gives people to seats: each person one seat, each seat one person, each step as many seats as it needs. It
// is a flow in which every edge carries one: from what a step needs to its seats, to the people who may fill them,
// to the end. An edge in use is kept turned round, so that a later need can move people along.
type sharing map[string][]string

// end is where every way ends.
const end = "end"

// needs begins the names of what a step needs; an edge back to one says that the seat is filled for it.
const needs = "need "

// someone is the name of a person among the seats.
func someone(id string) string { return "person " + id }

// share serves step after step: the seats it cannot do without, each for itself, then as many others as it needs.
func (r Route) share(submitter string, staff map[string][][]Person, barred map[string]string, levels int) sharing {
	all := sharing{}
	for i, step := range r.Steps {
		for _, seat := range step.Seats {
			up := staff[seat.ID]
			all.seat(seat.ID, slices.Concat(up[:min(levels, len(up))]...), func(p Person) bool {
				return p.For == "" && p.ID != submitter && barred[p.ID] == ""
			})
		}
		for _, seat := range musts(step) {
			all.serve(needs+seat.ID, seat)
		}
		for range demand(step) - len(musts(step)) {
			all.serve(needs+strconv.Itoa(i), others(step)...)
		}
	}
	return all
}

// seat lays the edges from a seat to those who may fill it.
func (all sharing) seat(id string, holders []Person, may func(Person) bool) {
	for _, p := range holders {
		who := someone(p.ID)
		if !may(p) || slices.Contains(all[id], who) {
			continue
		}
		all[id] = append(all[id], who)
		if _, known := all[who]; !known {
			all[who] = []string{end}
		}
	}
}

// serve finds somebody for one of these seats, once.
func (all sharing) serve(need string, seats ...Seat) {
	if _, known := all[need]; !known {
		for _, seat := range seats {
			all[need] = append(all[need], seat.ID)
		}
	}
	all.way(need, map[string]bool{})
}

// way finds a way to the end and turns its edges round.
func (all sharing) way(from string, seen map[string]bool) bool {
	if from == end {
		return true
	}
	seen[from] = true
	for i, to := range all[from] {
		if !seen[to] && all.way(to, seen) {
			all[from] = slices.Delete(all[from], i, i+1)
			all[to] = append(all[to], from)
			return true
		}
	}
	return false
}

// open lists the seats of a step that nobody was found for.
func (all sharing) open(s Step) []string {
	var open []string
	for _, seat := range s.Seats {
		if !slices.ContainsFunc(all[seat.ID], func(to string) bool { return strings.HasPrefix(to, needs) }) {
			open = append(open, seat.ID)
		}
	}
	return open
}
