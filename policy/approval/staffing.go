package approval

import (
	"slices"

	"jinchu/policy/regulation"
)

// Shortage is a step that would have too few people left, once everybody who may not speak is taken away: who
// submitted it, who is kept out, and, since nobody speaks at two steps, those needed at the others.
type Shortage struct {
	Step int      `json:"step"`           // index of the step
	Need int      `json:"need"`           // how many different people it takes
	Have int      `json:"have"`           // how many are left for it
	Open []string `json:"open,omitempty"` // seats of it nobody is left for
	Up   bool     `json:"up,omitempty"`   // there is somebody at a level above, who would be asked and told so
}

// Post is how many different people have to hold a role in a unit.
type Post struct {
	Role   string `json:"role"`
	Unit   string `json:"unit,omitempty"`
	People int    `json:"people"`
}

// Staffing says, before anything is published, which steps would be left with too few people. It is exact: if there
// is any way to share the people out, it is found. Earlier steps are served first, so a shortage is told of the
// latest step that has to bear it. Only those who hold a role in their own right count: acting appointments end.
func (r Route) Staffing(submitter string, staff map[string][][]Person, barred map[string]string) []Shortage {
	own, all := r.share(submitter, staff, barred, 1), r.share(submitter, staff, barred, highest(staff))
	var short []Shortage
	for i, step := range r.Steps {
		need, have := demand(step), len(step.Seats)-len(own.open(step))
		if have < need {
			up := len(step.Seats)-len(all.open(step)) >= need
			short = append(short, Shortage{Step: i, Need: need, Have: have, Open: own.open(step), Up: up})
		}
	}
	return short
}

// Smallest is the smallest staffing a route can be run with: who submits, holding this role in this unit, and for
// each post as many different people as have to speak, since nobody speaks twice in a case. Where a step leaves open
// who of several speaks, its first seats are counted; others in their place make no difference to the number.
func (r Route) Smallest(role, unit string) []Post {
	posts := []Post{{Role: role, Unit: unit, People: 1}}
	for _, step := range r.Steps {
		left := demand(step)
		for _, seat := range append(musts(step), others(step)...) {
			if left == 0 {
				break
			}
			left--
			i := slices.IndexFunc(posts, func(p Post) bool { return p.Role == seat.Role && p.Unit == seat.Unit })
			if i < 0 {
				i, posts = len(posts), append(posts, Post{Role: seat.Role, Unit: seat.Unit})
			}
			posts[i].People++
		}
	}
	return posts
}

func highest(staff map[string][][]Person) (n int) {
	for _, levels := range staff {
		n = max(n, len(levels))
	}
	return n
}

// demand is how many different people have to speak before a step can be done.
func demand(s Step) int {
	switch s.Mode {
	case regulation.RouteAny:
		return min(1, len(s.Seats))
	case regulation.RouteVote:
		return max(s.Need, len(musts(s)))
	}
	return len(musts(s))
}

// must tells whether a step cannot be done without a seat.
func (s Step) must(seat Seat) bool {
	switch s.Mode {
	case regulation.RouteAny:
		return false
	case regulation.RouteVote:
		return seat.Veto
	case regulation.RouteMeeting:
		return seat.As != regulation.SeatMember
	}
	return true
}

func musts(s Step) []Seat {
	return slices.DeleteFunc(slices.Clone(s.Seats), func(seat Seat) bool { return !s.must(seat) })
}

func others(s Step) []Seat { return slices.DeleteFunc(slices.Clone(s.Seats), s.must) }
