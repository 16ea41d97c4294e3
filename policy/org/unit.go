package org

import (
	"slices"
	"strings"
	"time"

	"jinchu/policy/fault"
)

// Day is a date as YYYY-MM-DD; days compare as text. The empty day is open: without beginning
// as a From, without end as a To.
type Day string

// ParseDay reads YYYY-MM-DD; empty text is the open day.
//
// Errors: org.day.
func ParseDay(text string) (Day, error) {
	if text == "" {
		return "", nil
	}
	if d, err := time.Parse(time.DateOnly, text); err != nil || d.Year() < 1 {
		return "", fault.New("org.day")
	}
	return Day(text), nil
}

// Unit is one area for as long as it keeps its code and name.
type Unit struct {
	Code         Code   `json:"code"`
	Name         string `json:"name"`
	Kind         Kind   `json:"kind"`                   // taken from the code where left empty
	From         Day    `json:"from,omitempty"`         // first day it exists
	To           Day    `json:"to,omitempty"`           // first day it no longer exists
	Predecessors []Code `json:"predecessors,omitempty"` // what it was made of: one for a new code, several for a merger
}

// On tells whether the unit exists on a day.
func (u Unit) On(day Day) bool {
	return u.From <= day && (u.To == "" || day < u.To)
}

// check completes the kind and refuses what cannot be.
func (u *Unit) check() *fault.Fault {
	if !u.Code.Valid() {
		return fault.New("org.code", "code", clip(string(u.Code)))
	}
	u.Name = strings.TrimSpace(u.Name)
	if u.Kind == "" {
		u.Kind = u.Code.Kind()
	}
	switch {
	case u.Name == "":
		return fault.New("org.name", "code", u.Code)
	case u.Kind == "":
		return fault.New("org.kind", "code", u.Code)
	case u.To != "" && u.To <= u.From:
		return fault.New("org.span", "code", u.Code)
	}
	return u.checkLinks()
}

func (u *Unit) checkLinks() *fault.Fault {
	for _, day := range []Day{u.From, u.To} {
		if _, err := ParseDay(string(day)); err != nil {
			return fault.Of(err).At(string(u.Code))
		}
	}
	for _, p := range u.Predecessors {
		if !p.Valid() || p == u.Code {
			return fault.New("org.predecessor", "code", u.Code)
		}
	}
	u.Predecessors = slices.Clone(u.Predecessors)
	return nil
}

// Register is every unit of every time, in order of code and day. It never changes.
type Register struct{ units []Unit }

// NewRegister checks units and puts them in order. The same code may come several times, for
// one span after another.
//
// Errors: org.code, org.name, org.kind, org.span, org.day, org.predecessor, org.overlap.
func NewRegister(units []Unit) (*Register, error) {
	own := slices.Clone(units)
	for i := range own {
		if f := own[i].check(); f != nil {
			return nil, f
		}
	}
	slices.SortStableFunc(own, func(a, b Unit) int {
		if c := strings.Compare(string(a.Code), string(b.Code)); c != 0 {
			return c
		}
		return strings.Compare(string(a.From), string(b.From))
	})
	for i := 1; i < len(own); i++ {
		if earlier := own[i-1]; earlier.Code == own[i].Code && (earlier.To == "" || earlier.To > own[i].From) {
			return nil, fault.New("org.overlap", "code", own[i].Code)
		}
	}
	return &Register{own}, nil
}

// On is the tree as it stands on a day.
func (r *Register) On(day Day) *Tree {
	standing := make([]Unit, 0, len(r.units))
	for _, u := range r.units {
		if u.On(day) {
			standing = append(standing, u)
		}
	}
	return grow(standing)
}

// Versions lists the spans of one code in order of time.
func (r *Register) Versions(code Code) []Unit {
	first, _ := slices.BinarySearchFunc(r.units, code, func(u Unit, c Code) int {
		return strings.Compare(string(u.Code), string(c))
	})
	last := first
	for last < len(r.units) && r.units[last].Code == code {
		last++
	}
	return copied(r.units[first:last])
}

// Successors lists the units that name the code as a predecessor: where an abolished unit's
// people and papers have gone.
func (r *Register) Successors(code Code) []Unit {
	var found []Unit
	for _, u := range r.units {
		if slices.Contains(u.Predecessors, code) {
			found = append(found, u)
		}
	}
	return copied(found)
}

// Units lists all units in order of code and day.
func (r *Register) Units() []Unit { return copied(r.units) }

// copied keeps callers from writing into what never changes.
func copied(units []Unit) []Unit {
	own := slices.Clone(units)
	for i := range own {
		own[i].Predecessors = slices.Clone(own[i].Predecessors)
	}
	return own
}
