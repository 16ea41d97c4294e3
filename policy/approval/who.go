package approval

import (
	"slices"

	"jinchu/policy/regulation"
)

// As is in what part somebody is waited for.
type As string

// Parts.
const (
	AsSigner    As = "signer"    // 签署人
	AsDelegate  As = "delegate"  // 受委派人, who reports
	AsSecretary As = "secretary" // 会议记录人
	AsChair     As = "chair"     // 会议主持人
	AsSubmitter As = "submitter" // 发起人
	AsOrganiser As = "organiser" // 组织单位: nobody is left for the seat, a helper has to be named
	AsClock     As = "clock"     // nobody: a publicity runs
)

// Duty is one seat that is waited for, with everybody who may fill it now.
type Duty struct {
	Seat   string   `json:"seat,omitempty"`
	As     As       `json:"as"`
	People []Person `json:"people,omitempty"`
	Level  int      `json:"level,omitempty"` // how many levels up the seat went, because nobody below was left
}

// Responsible lists who is waited for. While the route is not final it is never empty.
func (r Route) Responsible(s State, w World) []Duty {
	switch {
	case s.Final():
		return nil
	case s.Status == Returned:
		return []Duty{{As: AsSubmitter, People: w.putter(s)}}
	case r.Steps[s.Step].Mode == regulation.RoutePublicity:
		return []Duty{{As: AsClock}}
	}
	var all []Duty
	for i := range s.Chairs {
		if r.due(s, i) {
			all = append(all, r.duty(s, w, i))
		}
	}
	return all
}

// putter is who may put a returned case right: its submitter, or, where they are not there any more, who runs it.
func (w World) putter(s State) []Person {
	if slices.Contains(w.Colleagues, s.Submitter) {
		return []Person{{ID: s.Submitter}}
	}
	return inOwnRight(w.Organisers)
}

// due tells whether a chair is to speak now.
func (r Route) due(s State, i int) bool {
	c := s.Chairs[i]
	if c.Said != nil {
		return false
	}
	switch r.Steps[s.Step].Mode {
	case regulation.RouteMeeting:
		return c.Seat.As == regulation.SeatSecretary && s.Minutes == nil || c.Seat.As == regulation.SeatChair && s.Minutes != nil
	case regulation.RouteSequence:
		return !slices.ContainsFunc(s.Chairs[:i], func(c Chair) bool { return c.Said == nil })
	case regulation.RouteVote:
		return c.Seat.Veto || s.agreed() < r.Steps[s.Step].Need
	case regulation.RouteAny:
		if decider := s.decider(); decider != "" && decider != s.behalf(c) {
			return false // the others are not asked any more
		}
	}
	return !s.waits(c)
}

func (s State) agreed() (n int) {
	for _, c := range s.Chairs {
		if c.Said != nil && c.Said.Verb == Agree {
			n++
		}
	}
	return n
}

// waits tells whether a chair has to let another speak first: a signer it added before itself, or, for a signer
// added after, the seat that added it.
func (s State) waits(c Chair) bool {
	return slices.ContainsFunc(s.Chairs, func(other Chair) bool {
		return other.Said == nil && (other.Before && other.By == c.Seat.ID || !c.Before && c.By != "" && c.By == other.Seat.ID)
	})
}

// duty is who may fill a chair that is due.
func (r Route) duty(s State, w World, i int) Duty {
	c := s.Chairs[i]
	if c.Delegate != "" && w.asked(s, c.Delegate) {
		return Duty{Seat: c.Seat.ID, As: AsDelegate, People: []Person{{ID: c.Delegate}}}
	}
	people, level := r.fit(s, w, i)
	if len(people) == 0 {
		return Duty{Seat: c.Seat.ID, As: AsOrganiser, People: inOwnRight(w.Organisers)}
	}
	as := AsSigner
	switch c.Seat.As {
	case regulation.SeatSecretary:
		as = AsSecretary
	case regulation.SeatChair:
		as = AsChair
	}
	return Duty{Seat: c.Seat.ID, As: as, People: people, Level: level}
}

func inOwnRight(ids []string) []Person {
	var all []Person
	for _, id := range ids {
		all = append(all, Person{ID: id})
	}
	return all
}

// fit lists who may fill a chair, and how many levels up they were found. A chair bound to somebody is theirs
// while they may; a seat of the route falls back to its holders, an added signer's to nobody.
func (r Route) fit(s State, w World, i int) ([]Person, int) {
	c := s.Chairs[i]
	if c.Added != "" {
		if p := (Person{ID: c.Person}); slices.Contains(w.Colleagues, p.ID) && s.free(w, i, p) {
			return []Person{p}, 0
		}
		return nil, 0
	}
	for level, holders := range w.Staff[c.Seat.ID] {
		people := s.freeOf(w, i, holders)
		if bound := slices.IndexFunc(people, func(p Person) bool { return p.ID == c.Person }); bound >= 0 {
			return people[bound : bound+1], level
		}
	}
	for level, holders := range w.Staff[c.Seat.ID] {
		if people := s.freeOf(w, i, holders); len(people) > 0 {
			return people, level
		}
	}
	return nil, 0
}

// freeOf lists those of the holders who may fill a chair, each person once: in their own right where they can.
func (s State) freeOf(w World, i int, holders []Person) []Person {
	var people []Person
	for _, own := range []bool{true, false} {
		for _, p := range holders {
			known := slices.ContainsFunc(people, func(q Person) bool { return q.ID == p.ID })
			if (p.For == "") == own && !known && s.free(w, i, p) {
				people = append(people, p)
			}
		}
	}
	return people
}

// free tells whether a person may fill a chair: neither they nor whom they stand in for submitted it, is kept
// out, has passed this seat on, has spoken at another step of the case, or sits in another chair of the round.
func (s State) free(w World, i int, p Person) bool {
	return s.bar(w, i, p) == ""
}

// nowhere stands for a chair that is not there yet.
const nowhere = -1

// bar is the code of what keeps a person from a chair; "" nothing.
func (s State) bar(w World, i int, p Person) string {
	var c Chair
	if i != nowhere {
		c = s.Chairs[i]
	}
	switch {
	case p.is(s.Submitter):
		return "approval.self"
	case w.Barred[p.ID] != "" || p.For != "" && w.Barred[p.For] != "":
		return "approval.barred"
	case slices.ContainsFunc(c.Had, p.is):
		return "approval.loop"
	case slices.ContainsFunc(s.Voices, func(v Voice) bool { return v.Step != s.Step && decided(v.Verb) && p.overlaps(v.By) }):
		return "approval.another.step"
	}
	for j, other := range s.Chairs {
		if j != i && (p.is(other.Person) || other.Said != nil && p.overlaps(other.Said.By)) {
			return "approval.another.seat"
		}
	}
	if m := s.Minutes; m != nil && c.Seat.As == regulation.SeatChair && p.overlaps(m.By) {
		return "approval.another.seat"
	}
	return ""
}

// overlaps tells whether two stand for one person.
func (p Person) overlaps(q Person) bool { return p.is(q.ID) || p.is(q.For) }

// decided tells whether a verb is a word on the matter, which keeps its speaker from the other steps.
func decided(verb string) bool {
	switch verb {
	case Agree, Disagree, Return, SendBack, EnterMinutes, ConfirmMinutes:
		return true
	}
	return false
}

// asked tells whether somebody may still report on the case.
func (w World) asked(s State, id string) bool {
	return slices.Contains(w.Colleagues, id) && w.Barred[id] == "" && id != s.Submitter
}
