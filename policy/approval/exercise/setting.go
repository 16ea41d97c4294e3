package exercise

import (
	"fmt"
	"maps"
	"slices"

	"jinchu/policy/approval"
	"jinchu/policy/regulation"
)

// pool are the people of a case; they have letters for names.
const pool = "abcdefghijklmn"

// setting is a random route with the people around it.
type setting struct {
	route     approval.Route
	submitter string
	world     approval.World
	day       int
}

func letter(draw Draw) string {
	return string(pool[draw(len(pool))])
}

// lay draws a route of one to four steps, and who holds its seats at up to three levels.
func lay(draw Draw) setting {
	s := setting{submitter: letter(draw), day: 1}
	s.route.Decision = "approve"
	s.world = approval.World{Staff: map[string][][]approval.Person{}, Barred: map[string]string{}, Organisers: []string{letter(draw)}, Day: "day-1"}
	for _, id := range pool {
		if draw(6) != 0 {
			s.world.Colleagues = append(s.world.Colleagues, string(id))
		}
	}
	for _, verb := range regulation.RouteVerbs {
		if draw(10) != 0 {
			s.route.Verbs = append(s.route.Verbs, verb)
		}
	}
	if draw(20) == 0 {
		s.route.Verbs = nil
	}
	steps := 1 + draw(4)
	for i := range steps {
		s.step(draw, i, i == steps-1)
	}
	return s
}

var modes = []regulation.RouteMode{regulation.RouteAll, regulation.RouteAny, regulation.RouteVote, regulation.RouteSequence,
	regulation.RouteMeeting, regulation.RoutePublicity}

// step draws a step; a publicity is never the last.
func (s *setting) step(draw Draw, i int, last bool) {
	step := approval.Step{Mode: modes[draw(len(modes))]}
	if step.Mode == regulation.RoutePublicity {
		if !last {
			s.route.Steps = append(s.route.Steps, step)
			return
		}
		step.Mode = regulation.RouteAll
	}
	duties := []string{regulation.SeatSecretary, regulation.SeatChair, regulation.SeatMember, regulation.SeatMember}
	seats := 1 + draw(4)
	if step.Mode == regulation.RouteMeeting {
		seats = max(2, seats)
	}
	for j := range seats {
		seat := approval.Seat{ID: fmt.Sprintf("%d.%d", i+1, j+1)}
		switch step.Mode {
		case regulation.RouteMeeting:
			seat.As = duties[j]
		case regulation.RouteVote:
			seat.Veto = draw(4) == 0
		}
		step.Seats = append(step.Seats, seat)
		s.world.Staff[seat.ID] = levels(draw)
	}
	if step.Mode == regulation.RouteVote {
		step.Need = 1 + draw(seats)
	}
	s.route.Steps = append(s.route.Steps, step)
}

// levels draws who may fill a seat, from its own unit upwards.
func levels(draw Draw) [][]approval.Person {
	var all [][]approval.Person
	for range 1 + draw(3) {
		var holders []approval.Person
		for range draw(4) {
			holders = append(holders, person(draw))
		}
		all = append(all, holders)
	}
	return all
}

func person(draw Draw) approval.Person {
	p := approval.Person{ID: letter(draw)}
	if draw(5) == 0 {
		if p.For = letter(draw); p.For == p.ID {
			p.For = ""
		}
	}
	return p
}

// change lets somebody leave or come, be kept out or let in again, or a day pass. The world before stays as it was.
func (s *setting) change(draw Draw) {
	w, who := s.world, letter(draw)
	w.Staff, w.Barred, w.Colleagues = maps.Clone(w.Staff), maps.Clone(w.Barred), slices.Clone(w.Colleagues)
	switch draw(6) {
	case 0:
		for seat, levels := range w.Staff {
			w.Staff[seat] = without(levels, who)
		}
		w.Colleagues = slices.DeleteFunc(w.Colleagues, func(id string) bool { return id == who })
	case 1:
		if seats := slices.Sorted(maps.Keys(w.Staff)); len(seats) > 0 {
			w.Staff[seats[draw(len(seats))]] = levels(draw)
		}
	case 2:
		w.Barred[who] = "kin"
	case 3:
		delete(w.Barred, who)
	case 4:
		if !slices.Contains(w.Colleagues, who) {
			w.Colleagues = append(w.Colleagues, who)
		}
	default:
		s.day++
		w.Day = fmt.Sprintf("day-%d", s.day)
	}
	s.world = w
}

func without(levels [][]approval.Person, who string) [][]approval.Person {
	var all [][]approval.Person
	for _, holders := range levels {
		all = append(all, slices.DeleteFunc(slices.Clone(holders), func(p approval.Person) bool { return p.ID == who }))
	}
	return all
}

func (s *setting) anybody(draw Draw) string { return letter(draw) }
