package policy

import (
	"slices"
	"strings"
)

// Assignment is one role of a person in a unit, from and to inclusive (YYYY-MM-DD, To empty: open).
// ActingFor names the assignment whose holder this person stands in for (代理).
type Assignment struct {
	Role      Role
	Unit      string
	From, To  string
	ActingFor string
}

// Areas tells how far a unit is from another on the tree of a date: own, below, above or elsewhere.
type Areas interface {
	Between(from, to string) string
}

// Request is one question: may the holder of these assignments do the act on an object of this kind,
// which belongs to the unit, on the date. Own is set where the object is the person's own.
type Request struct {
	Assignments []Assignment
	Unit        string
	Kind        string
	Act         string
	Date        string
	Own         bool
}

// Decision is the answer with what led to it: the policy version, the line that allowed, the role
// and distance it matched, and, where it was refused, the roles that may.
type Decision struct {
	Allowed   bool     `json:"allowed"`
	Version   string   `json:"version"`
	Line      string   `json:"line,omitempty"`
	Role      Role     `json:"role,omitempty"`
	Distance  string   `json:"distance,omitempty"`
	ActingFor string   `json:"acting_for,omitempty"`
	Who       []string `json:"who,omitempty"`
}

// Decide answers a request. Nothing matches: refused.
func (p *Policy) Decide(r Request, areas Areas) (Decision, error) {
	for _, a := range r.Assignments {
		if !a.on(r.Date) {
			continue
		}
		distance := Self
		if !r.Own {
			distance = areas.Between(a.Unit, r.Unit)
		}
		v, err := p.ask(question{a.Role, distance, r.Kind, r.Act})
		if err != nil {
			return Decision{}, err
		}
		if v.allowed {
			return Decision{Allowed: true, Version: p.version, Line: v.line,
				Role: a.Role, Distance: distance, ActingFor: a.ActingFor}, nil
		}
	}
	return Decision{Version: p.version, Who: p.Who(r.Kind, r.Act)}, nil
}

// question is what Casbin is asked: no person, no place, no day.
type question struct {
	role                Role
	distance, kind, act string
}

// verdict is its answer, with the line that allowed.
type verdict struct {
	allowed bool
	line    string
}

// ask has Casbin decide, once for each question of this version: a version never changes, so its answers do not
// either. What no line speaks of is refused without being remembered, or a stranger's words would fill the memory.
func (p *Policy) ask(q question) (verdict, error) {
	if len(p.who[[2]string{q.kind, q.act}]) == 0 {
		return verdict{}, nil
	}
	if known, asked := p.answers.Load(q); asked {
		v, _ := known.(verdict) // nothing else is kept
		return v, nil
	}
	v, err := p.enforce(q)
	if err != nil {
		return verdict{}, err
	}
	if slices.Contains(Roles, q.role) && slices.Contains(Distances, q.distance) {
		p.answers.Store(q, v)
	}
	return v, nil
}

// enforce has Casbin go through the lines.
func (p *Policy) enforce(q question) (verdict, error) {
	allowed, line, err := p.enforcer.EnforceEx(string(q.role), q.distance, q.kind, q.act)
	return verdict{allowed, strings.Join(line, ", ")}, err
}

// Enforce answers by the lines alone, with nothing worked out or remembered: the least that a decision costs, to
// which the bench holds decisions.
func (p *Policy) Enforce(role Role, distance, kind, act string) (bool, error) {
	v, err := p.enforce(question{role, distance, kind, act})
	return v.allowed, err
}

// Who lists the roles that may do an act somewhere, each once, in the order of the lines.
func (p *Policy) Who(kind, act string) []string { return slices.Clone(p.who[[2]string{kind, act}]) }

// Acts lists every kind and act the lines speak of, sorted, as pairs.
func (p *Policy) Acts() [][2]string {
	var acts [][2]string
	for _, row := range p.rows {
		for _, act := range strings.Split(row[3], "|") {
			if pair := [2]string{row[2], act}; !slices.Contains(acts, pair) {
				acts = append(acts, pair)
			}
		}
	}
	slices.SortFunc(acts, func(a, b [2]string) int {
		return strings.Compare(a[0]+" "+a[1], b[0]+" "+b[1])
	})
	return acts
}

// on tells whether the assignment holds on a date; dates compare as text.
func (a Assignment) on(date string) bool {
	return a.From <= date && (a.To == "" || date <= a.To)
}
