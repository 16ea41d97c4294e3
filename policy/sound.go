package policy

import (
	"slices"
	"strings"

	"jinchu/policy/fault"
	"jinchu/policy/org"
)

// kept are acts that a county can never be without: whoever lost them could not get them back. Each pair is done by
// two people.
var kept = [][2][2]string{
	{{"policy", "propose"}, {"policy", "confirm"}},
	{{"assignment", "propose"}, {"assignment", "confirm"}},
}

// personal are kinds of object that show somebody.
var personal = []string{"application", "service", "paper", "upload", "dossier", "holder"}

// Sound refuses a policy that may not come into force whoever is there: an administrator must see no personal
// data, people without an account nobody's but their own, and some role that is given must keep the acts by which
// roles and policies are changed.
//
// Faults: policy.personal, policy.locked.
func (p *Policy) Sound() error {
	for _, row := range p.rows {
		role, acts := Role(row[0]), strings.Split(row[3], "|")
		if !slices.Contains(personal, row[2]) {
			continue
		}
		if role == Administrator || slices.Contains(unassigned, role) && row[1] != Self {
			return fault.New("policy.personal", "role", role.Chinese(), "act", nameOrCode(row[2], acts[0])).At(row[2] + "/" + acts[0])
		}
	}
	for _, pair := range kept {
		for _, act := range pair {
			if !slices.ContainsFunc(StaffRoles(), func(r Role) bool {
				v, err := p.ask(question{r, string(org.Own), act[0], act[1]})
				return err == nil && v.allowed
			}) {
				return locked(act)
			}
		}
	}
	return nil
}

// Keeps refuses a policy under which the people who are there now could not change roles and policies of a unit
// any more: each takes two different people. Fault: policy.locked.
func (s *Snapshot) Keeps(p *Policy, unit, day string) error {
	for _, pair := range kept {
		first, err := s.able(p, pair[0], unit, day)
		if err != nil {
			return err
		}
		second, err := s.able(p, pair[1], unit, day)
		switch {
		case err != nil:
			return err
		case len(first) == 0:
			return locked(pair[0])
		case len(second) == 0 || len(first) == 1 && slices.Equal(first, second):
			return locked(pair[1])
		}
	}
	return nil
}

// able lists the people whom a policy lets do an act in a unit.
func (s *Snapshot) able(p *Policy, act [2]string, unit, day string) (people []string, err error) {
	for _, role := range StaffRoles() {
		where, err := p.distances(role, act[0], act[1])
		if err != nil {
			return nil, err
		}
		if len(where) == 0 {
			continue
		}
		for h := range s.Around(role, unit, day) {
			if where[h.Distance] {
				people = append(people, h.Person)
			}
		}
	}
	slices.Sort(people)
	return slices.Compact(people), nil
}

func locked(act [2]string) error {
	label := kindName(act[0]) + "“" + nameOrCode(act[0], act[1]) + "”"
	return fault.New("policy.locked", "what", label, "act", act[0]+" "+act[1]).At(act[0] + "/" + act[1])
}
