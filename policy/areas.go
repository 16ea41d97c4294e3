package policy

import (
	"slices"
	"sort"
	"sync"

	"jinchu/policy/org"
)

// Area is one version of a unit: it holds from one day to another, both counted in (YYYY-MM-DD; To empty: open).
type Area struct{ Code, Parent, From, To string }

// areas are all versions of all units, with a tree for each span of days in which none changes.
type areas struct {
	versions []Area
	spans    []span // in order of days
}

// span is a run of days on which the same versions hold. Its tree is grown when first asked for.
type span struct {
	from string
	grow func() *Tree
}

func newAreas(versions []Area) *areas {
	days := []string{""}
	for _, v := range versions {
		days = append(days, v.From)
		if v.To != "" {
			days = append(days, v.To+"~") // sorts behind the last day and before the next
		}
	}
	slices.Sort(days)
	days = slices.Compact(days)
	a := &areas{versions: versions, spans: make([]span, len(days))}
	for i, day := range days {
		a.spans[i] = span{day, sync.OnceValue(func() *Tree { return grow(versions, day) })}
	}
	return a
}

// on is the tree of a day.
func (a *areas) on(day string) *Tree {
	i := sort.Search(len(a.spans), func(i int) bool { return a.spans[i].from > day }) - 1
	return a.spans[i].grow()
}

// Tree is the areas of one day, numbered so that what lies in one is a run of numbers behind its own. It never
// changes and may be read by many at once.
type Tree struct {
	codes  []string       // by number
	place  map[string]int // number by code
	parent []int          // number of the parent; -1 at a root
	end    []int          // number behind the last that lies in it
}

// grow numbers the versions that hold on a day. A unit whose parent does not hold is a root; of units that are
// each other's parents each is a root of its own, so that nobody gains a right by a mistake in a list.
func grow(versions []Area, day string) *Tree {
	parents, children := map[string]string{}, map[string][]string{}
	for _, v := range versions {
		if v.From <= day && (v.To == "" || day <= v.To) {
			parents[v.Code] = v.Parent
		}
	}
	var roots []string
	for code, parent := range parents {
		if _, holds := parents[parent]; !holds || inRing(parents, code) {
			roots = append(roots, code)
			continue
		}
		children[parent] = append(children[parent], code)
	}
	t := &Tree{place: make(map[string]int, len(parents))}
	slices.Sort(roots)
	for _, root := range roots {
		t.number(root, -1, children)
	}
	return t
}

// inRing tells whether going up from a unit leads back to it.
func inRing(parents map[string]string, code string) bool {
	seen := map[string]bool{}
	for at := parents[code]; at != "" && !seen[at]; at = parents[at] {
		if at == code {
			return true
		}
		seen[at] = true
	}
	return false
}

func (t *Tree) number(code string, parent int, children map[string][]string) {
	n := len(t.codes)
	t.codes, t.parent, t.end = append(t.codes, code), append(t.parent, parent), append(t.end, n+1)
	t.place[code] = n
	below := children[code]
	slices.Sort(below)
	for _, child := range below {
		t.number(child, n, children)
	}
	t.end[n] = len(t.codes)
}

// Between tells where to lies, seen from a unit. What does not hold on the day is elsewhere.
func (t *Tree) Between(from, to string) string {
	f, known := t.place[from]
	o, present := t.place[to]
	switch {
	case !known || !present:
		return string(org.Elsewhere)
	case f == o:
		return string(org.Own)
	case f < o && o < t.end[f]:
		return string(org.Below)
	case o < f && f < t.end[o]:
		return string(org.Above)
	}
	return string(org.Elsewhere)
}

// Under lists a unit and all that lie in it; none for one that does not hold.
func (t *Tree) Under(code string) []string {
	n, known := t.place[code]
	if !known {
		return nil
	}
	return t.codes[n:t.end[n]:t.end[n]]
}

// Over lists the units that a unit lies in, the nearest first.
func (t *Tree) Over(code string) (over []string) {
	n, known := t.place[code]
	for known && t.parent[n] >= 0 {
		n = t.parent[n]
		over = append(over, t.codes[n])
	}
	return over
}

// Codes lists all units of the day, each before those in it.
func (t *Tree) Codes() []string { return t.codes[:len(t.codes):len(t.codes)] }
