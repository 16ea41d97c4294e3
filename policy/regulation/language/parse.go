// Package language knows how a regulation file is written: YAML read strictly with the place of
// every word, conditions in CEL over a documented vocabulary, rulings, the lint against national
// law, the difference of two versions and the sentences that explain a file. It may not decide a
// case, read the disk or the clock, and no procedure may import it.
package language

import (
	"errors"
	"reflect"
	"sort"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

// Parse reads one regulation file. The name stands in the places of faults (file:line:column).
// All faults of the file are joined in the error; each says what to write instead.
func Parse(name string, text []byte) (*regulation.Regulation, error) {
	r := newReader(name)
	root := r.tree(text)
	if root == nil {
		return nil, r.err()
	}
	var reg regulation.Regulation
	r.read(root, reflect.ValueOf(&reg).Elem(), "")
	check(r, &reg)
	if err := r.err(); err != nil {
		return nil, err
	}
	return &reg, nil
}

// place is a line and column of the file, both from 1.
type place struct{ line, column int }

// reader turns nodes into values, remembers where each path stands and collects faults.
type reader struct {
	file    string
	places  map[string]place
	scalars map[string]*node
	faults  []located
	byPath  bool // the values come from no file: the place of a fault is its path
}

type located struct {
	place
	fault *fault.Fault
}

func newReader(file string) *reader {
	return &reader{file: file, places: map[string]place{}, scalars: map[string]*node{}}
}

// fail records a fault at a place.
func (r *reader) fail(at place, code string, pairs ...any) {
	f := fault.New(code, pairs...).At(placeText(r.file, at))
	r.faults = append(r.faults, located{at, f})
}

// failPath records a fault at a path, or at its nearest parent that stands in the file.
func (r *reader) failPath(path, code string, pairs ...any) {
	if r.byPath {
		r.faults = append(r.faults, located{place{}, fault.New(code, pairs...).At(path)})
		return
	}
	r.fail(r.find(path), code, pairs...)
}

func (r *reader) find(path string) place {
	for path != "" {
		if p, ok := r.places[path]; ok {
			return p
		}
		path = parentPath(path)
	}
	return place{1, 1}
}

func (r *reader) err() error {
	sort.SliceStable(r.faults, func(i, j int) bool {
		a, b := r.faults[i].place, r.faults[j].place
		return a.line < b.line || a.line == b.line && a.column < b.column
	})
	all := make([]error, len(r.faults))
	for i, f := range r.faults {
		all[i] = f.fault
	}
	return errors.Join(all...)
}
