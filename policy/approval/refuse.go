package approval

import (
	"slices"

	"jinchu/policy/fault"
)

// why says why an act was not offered: the first reason that holds for this person.
func (r Route) why(s State, a Act, w World) error {
	verb := wordsOf(a.Verb)
	switch {
	case !slices.Contains(People, a.Verb):
		return fault.New("approval.verb", "verb", a.Verb)
	case !r.uses(a.Verb):
		return fault.New("approval.off", "verb", verb)
	case a.Verb == Urge && s.Urged == w.Day && (a.By == s.Submitter || slices.Contains(w.Organisers, a.By)):
		return fault.New("approval.urged", "day", s.Urged)
	}
	code := "approval.turn"
	for i := range s.Chairs {
		switch kept := r.kept(s, w, i, a.By); kept {
		case "":
		case "approval.wait":
			code = kept
		default:
			return fault.New(kept, "verb", verb)
		}
	}
	return fault.New(code, "verb", verb, "who", fault.Words{Chinese: "有权的人", English: "somebody entitled"})
}

// kept is what keeps a person from a chair that is theirs by role or by name; "" where it is not.
func (r Route) kept(s State, w World, i int, person string) string {
	c := s.Chairs[i]
	p, holds := w.holder(c, person)
	switch {
	case !holds:
		return ""
	case c.Said != nil && p.overlaps(c.Said.By):
		return "approval.said"
	}
	if code := s.bar(w, i, p); code != "" {
		return code
	}
	switch {
	case c.Said != nil, s.Status != Open:
		return ""
	case c.Person != "" && c.Person != person:
		return "approval.bound"
	case !r.due(s, i), c.Delegate != "" && c.Delegate != person:
		return "approval.wait"
	}
	return ""
}

// holder finds a person among those of a chair.
func (w World) holder(c Chair, person string) (Person, bool) {
	if c.Person == person {
		return Person{ID: person}, true
	}
	for _, holders := range w.Staff[c.Seat.ID] {
		if i := slices.IndexFunc(holders, func(p Person) bool { return p.ID == person }); i >= 0 {
			return holders[i], true
		}
	}
	return Person{}, false
}

// Words is what people call where a route stands.
func (s Status) Words() fault.Words {
	words := map[Status]fault.Words{Open: {Chinese: "办理中", English: "open"}, Returned: {Chinese: "退回补正", English: "returned for correction"},
		Agreed: {Chinese: "已同意", English: "agreed"}, Refused: {Chinese: "不同意", English: "not agreed"},
		Withdrawn: {Chinese: "已撤回", English: "withdrawn"}, Void: {Chinese: "已作废", English: "void"}}
	return words[s]
}
