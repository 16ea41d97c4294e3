package policy

import (
	"slices"

	"jinchu/policy/org"
)

// Reach is where somebody may do an act on a kind of object, as lists are filtered by: in Units; and where
// Beyond, also in a unit that is not among Known.
type Reach struct {
	Units  []string
	Beyond bool
	Known  []string // all units of the day; only where Beyond
}

// Nowhere tells that no list shows anything.
func (r Reach) Nowhere() bool { return len(r.Units) == 0 && !r.Beyond }

// Reach works out where the holder of these assignments may do an act on a day. It says yes where Decide does and
// no where Decide does not, for objects that are not the holder's own.
func (s *Snapshot) Reach(held []Assignment, kind, act, day string) (Reach, error) {
	tree := s.areas.on(day)
	may := map[string]bool{}
	var r Reach
	for _, a := range held {
		if !a.on(day) {
			continue
		}
		where, err := s.policy.distances(a.Role, kind, act)
		if err != nil {
			return Reach{}, err
		}
		if len(where) == 0 {
			continue
		}
		r.Beyond = r.Beyond || where[string(org.Elsewhere)]
		for _, unit := range near(tree, a.Unit, where) {
			may[unit] = true
		}
	}
	for _, unit := range tree.Codes() {
		if may[unit] {
			r.Units = append(r.Units, unit)
		}
	}
	if r.Beyond {
		r.Known = slices.Clone(tree.Codes())
	}
	return r, nil
}

// near lists the units at one of the distances from a unit.
func near(tree *Tree, unit string, where map[string]bool) (all []string) {
	if where[string(org.Elsewhere)] {
		for _, code := range tree.Codes() {
			if where[tree.Between(unit, code)] {
				all = append(all, code)
			}
		}
		return all
	}
	under := tree.Under(unit)
	if len(under) == 0 {
		return nil
	}
	if where[string(org.Own)] {
		all = append(all, unit)
	}
	if where[string(org.Below)] {
		all = append(all, under[1:]...)
	}
	if where[string(org.Above)] {
		all = append(all, tree.Over(unit)...)
	}
	return all
}

// distances are those at which the policy lets a role do an act.
func (p *Policy) distances(role Role, kind, act string) (map[string]bool, error) {
	where := map[string]bool{}
	for _, distance := range Distances {
		v, err := p.ask(question{role, distance, kind, act})
		if err != nil {
			return nil, err
		}
		if v.allowed && distance != Self {
			where[distance] = true
		}
	}
	return where, nil
}
