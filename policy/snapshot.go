package policy

import (
	"cmp"
	"iter"
	"slices"

	"jinchu/policy/org"
)

// Held is an assignment with its bearer, and where the unit asked about lies, seen from the assignment's own.
type Held struct {
	Person string
	Assignment
	Distance string
}

// Snapshot is what decisions rest on at one epoch of the record: the policy in force, the areas, and who holds
// what. It never changes and may be read by many at once; a change of the record is a new one.
type Snapshot struct {
	epoch  int64
	policy *Policy
	areas  *areas
	base   *roll
	newer  *roll // people whose assignments changed since the base was made; they are looked up here first
}

// State is what a snapshot is made of. People bear assignments that hold on some day; who cannot sign in and what
// waits for a second person is left out by whoever reads them.
type State struct {
	Policy *Policy
	Areas  []Area
	People map[string][]Assignment
}

// foldAt is how many changed people a snapshot carries beside its base before a new base is made of both.
const foldAt = 256

// NewSnapshot makes the snapshot of an epoch.
func NewSnapshot(epoch int64, s State) *Snapshot {
	return &Snapshot{epoch: epoch, policy: s.Policy, areas: newAreas(s.Areas), base: newRoll(s.People), newer: newRoll(nil)}
}

// Then is the snapshot of a later epoch: what changed is given, nil for what did not. A person without
// assignments holds nothing any more.
func (s *Snapshot) Then(epoch int64, changed State) *Snapshot {
	next := &Snapshot{epoch: epoch, policy: cmp.Or(changed.Policy, s.policy), areas: s.areas, base: s.base, newer: s.newer}
	if changed.Areas != nil {
		next.areas = newAreas(changed.Areas)
	}
	if len(changed.People) == 0 {
		return next
	}
	people := s.newer.with(changed.People)
	if len(people) < foldAt {
		next.newer = newRoll(people)
	} else {
		next.base, next.newer = newRoll(s.base.with(people)), newRoll(nil)
	}
	return next
}

// Epoch numbers the state of the record.
func (s *Snapshot) Epoch() int64 { return s.epoch }

// Policy is the version in force.
func (s *Snapshot) Policy() *Policy { return s.policy }

// Areas is the tree of a day.
func (s *Snapshot) Areas(day string) *Tree { return s.areas.on(day) }

// Of lists what a person holds on a day, in order of role and unit.
func (s *Snapshot) Of(person, day string) []Assignment {
	all, changed := s.newer.people[person]
	if !changed {
		all = s.base.people[person]
	}
	held := make([]Assignment, 0, len(all))
	for _, a := range all {
		if a.on(day) {
			held = append(held, a)
		}
	}
	return held
}

// In yields who holds a role in a unit on a day, in no order.
func (s *Snapshot) In(role Role, unit, day string) iter.Seq[Held] {
	return func(yield func(Held) bool) {
		s.in(role, unit, day, string(org.Own), yield)
	}
}

// Around yields who holds a role in a unit, in one that it lies in, or in one that lies in it, on a day: first
// those of the unit itself, then of those above it, the nearest first, then of those below. Nobody else is looked
// at: it costs as much as there are units around and people in them.
func (s *Snapshot) Around(role Role, unit, day string) iter.Seq[Held] {
	return func(yield func(Held) bool) {
		tree := s.areas.on(day)
		if len(tree.Under(unit)) == 0 || !s.in(role, unit, day, string(org.Own), yield) {
			return
		}
		for _, over := range tree.Over(unit) {
			if !s.in(role, over, day, string(org.Below), yield) {
				return
			}
		}
		for below := range s.seatsUnder(tree, role, unit) {
			if !s.in(role, below, day, string(org.Above), yield) {
				return
			}
		}
	}
}

// seatsUnder yields the units below one in which somebody may hold the role: from the units below or from
// the units of the role, whichever are fewer.
func (s *Snapshot) seatsUnder(tree *Tree, role Role, unit string) iter.Seq[string] {
	under := tree.Under(unit)[1:]
	if len(s.base.seats[role])+len(s.newer.seats[role]) >= len(under) {
		return slices.Values(under)
	}
	return func(yield func(string) bool) {
		var units []string
		for _, seats := range []map[string][]Held{s.base.seats[role], s.newer.seats[role]} {
			for at := range seats {
				if tree.Between(unit, at) == string(org.Below) {
					units = append(units, at)
				}
			}
		}
		slices.Sort(units)
		slices.Values(slices.Compact(units))(yield)
	}
}

// in yields who holds a role in one unit on a day; false where no more are wanted.
func (s *Snapshot) in(role Role, unit, day, distance string, yield func(Held) bool) bool {
	for _, h := range s.newer.seats[role][unit] {
		if h.on(day) && !yield(Held{h.Person, h.Assignment, distance}) {
			return false
		}
	}
	for _, h := range s.base.seats[role][unit] {
		if _, changed := s.newer.people[h.Person]; !changed && h.on(day) && !yield(Held{h.Person, h.Assignment, distance}) {
			return false
		}
	}
	return true
}

// roll is who holds what, found by person and by role and unit.
type roll struct {
	people map[string][]Assignment
	seats  map[Role]map[string][]Held
}

func newRoll(people map[string][]Assignment) *roll {
	r := &roll{people: people, seats: map[Role]map[string][]Held{}}
	for person, all := range people {
		if !slices.IsSortedFunc(all, inOrder) { // what is in use elsewhere has been sorted there
			slices.SortFunc(all, inOrder)
		}
		for _, a := range all {
			if r.seats[a.Role] == nil {
				r.seats[a.Role] = map[string][]Held{}
			}
			r.seats[a.Role][a.Unit] = append(r.seats[a.Role][a.Unit], Held{Person: person, Assignment: a})
		}
	}
	return r
}

// inOrder is the order in which assignments are asked: one's own before those of others.
func inOrder(a, b Assignment) int {
	return cmp.Or(cmp.Compare(a.Role, b.Role), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.ActingFor, b.ActingFor), cmp.Compare(a.From, b.From))
}

// with are the people of a roll with others in place of some.
func (r *roll) with(people map[string][]Assignment) map[string][]Assignment {
	all := make(map[string][]Assignment, len(r.people)+len(people))
	for _, some := range []map[string][]Assignment{r.people, people} {
		for person, held := range some {
			all[person] = held
		}
	}
	return all
}
