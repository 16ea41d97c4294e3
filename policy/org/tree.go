package org

import "strings"

// Distance is where an area lies, seen from one's own.
type Distance string

// Distances.
const (
	Own       Distance = "own"       // the same unit
	Below     Distance = "below"     // within one's own unit
	Above     Distance = "above"     // around one's own unit
	Elsewhere Distance = "elsewhere" // neither, or not in the tree
)

// Tree is the units of one day. It never changes and may be read by many at once. A unit's
// parent is the nearest one above it that exists, so the depth differs from place to place.
type Tree struct {
	units  []Unit       // in order of code: each unit directly before all that lies in it
	place  map[Code]int // code to index
	parent []int        // index of the parent, -1 at a root
	end    []int        // index behind the last unit of the subtree
}

// grow builds the tree of units that are in order of code, one per code.
func grow(units []Unit) *Tree {
	t := &Tree{
		units: units, place: make(map[Code]int, len(units)),
		parent: make([]int, len(units)), end: make([]int, len(units)),
	}
	for i, u := range units {
		t.place[u.Code] = i
		t.parent[i] = t.above(u.Code)
		t.end[i] = i + 1
	}
	for i := len(units) - 1; i >= 0; i-- {
		if p := t.parent[i]; p >= 0 {
			t.end[p] = max(t.end[p], t.end[i])
		}
	}
	return t
}

// above is the index of the nearest existing unit over a code, or -1.
func (t *Tree) above(code Code) int {
	for l := code.Level() - 1; l >= Province; l-- {
		if i, ok := t.place[code.At(l)]; ok && code.At(l) != code {
			return i
		}
	}
	return -1
}

// Len is the number of units.
func (t *Tree) Len() int { return len(t.units) }

// Unit of a code; false if it is not in the tree.
func (t *Tree) Unit(code Code) (Unit, bool) {
	i, ok := t.place[code]
	if !ok {
		return Unit{}, false
	}
	return copied(t.units[i : i+1])[0], true
}

// Parent is the unit directly above; false at a root and for a code not in the tree.
func (t *Tree) Parent(code Code) (Unit, bool) {
	i, ok := t.place[code]
	if !ok || t.parent[i] < 0 {
		return Unit{}, false
	}
	return t.Unit(t.units[t.parent[i]].Code)
}

// Ancestors lists the units above, the nearest first.
func (t *Tree) Ancestors(code Code) []Unit {
	var found []Unit
	for u, ok := t.Parent(code); ok; u, ok = t.Parent(u.Code) {
		found = append(found, u)
	}
	return found
}

// Roots lists the units with nothing above them: provinces, or the top of a county's own tree.
func (t *Tree) Roots() []Unit {
	var found []Unit
	for i := 0; i < len(t.units); i = t.end[i] {
		found = append(found, t.units[i])
	}
	return copied(found)
}

// Children lists the units directly below, in order of code.
func (t *Tree) Children(code Code) []Unit {
	i, ok := t.place[code]
	if !ok {
		return nil
	}
	var found []Unit
	for child := i + 1; child < t.end[i]; child = t.end[child] {
		found = append(found, t.units[child])
	}
	return copied(found)
}

// Subtree lists the unit itself and all below it, in order of code; nothing for a code that is
// not in the tree.
func (t *Tree) Subtree(code Code) []Unit {
	i, ok := t.place[code]
	if !ok {
		return nil
	}
	return copied(t.units[i:t.end[i]])
}

// Contains tells whether inner is outer or lies in it. Codes not in the tree lie nowhere.
func (t *Tree) Contains(outer, inner Code) bool {
	o, known := t.place[outer]
	i, present := t.place[inner]
	return known && present && o <= i && i < t.end[o]
}

// Distance tells where to lies, seen from a person whose own unit is from. A code that is not
// in the tree is elsewhere, so that nobody gains a right by it.
func (t *Tree) Distance(from, to Code) Distance {
	switch inside := t.Contains(from, to); {
	case inside && from == to:
		return Own
	case inside:
		return Below
	case t.Contains(to, from):
		return Above
	}
	return Elsewhere
}

// Path is the name with those above it, the highest first: 浙江省/丽水市/庆元县.
func (t *Tree) Path(code Code) string {
	u, ok := t.Unit(code)
	if !ok {
		return ""
	}
	names := []string{u.Name}
	for _, a := range t.Ancestors(code) {
		names = append([]string{a.Name}, names...)
	}
	return strings.Join(names, "/")
}
