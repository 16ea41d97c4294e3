// Package fault knows every way Jinchu says no: a closed code, the facts of the case, and
// the sentence shown to people. It may not know HTTP, SQL or any procedure, and it never
// carries personal data: arguments are codes, counts, places in a file and dates.
package fault

import (
	"errors"
	"fmt"
)

// Kind groups faults by what the caller can do about them.
type Kind string

// Kinds. The counter maps each to one HTTP status.
const (
	Invalid   Kind = "invalid"   // the request is wrong; correct it and send it again
	Forbidden Kind = "forbidden" // this person may not do this here
	Unknown   Kind = "unknown"   // there is no such thing, or it may not be seen
	Conflict  Kind = "conflict"  // the case stands elsewhere; read it again
	Unruled   Kind = "unruled"   // the regulation is silent; a named person must rule first
	Busy      Kind = "busy"      // nothing is wrong with the request; try again
	Internal  Kind = "internal"  // our fault; the reference leads to the log
)

// Fault is an error fit for the public. The cause is for the log only.
type Fault struct {
	Code  string         // closed code, e.g. "identity.checksum"; listed in the catalogue
	Args  map[string]any // facts that fill the sentence; never personal data
	Place string         // where: a field, or file:line:column; may be empty
	cause error
}

// New makes a fault from a catalogue code and name/value pairs that fill its sentence.
func New(code string, pairs ...any) *Fault {
	f := &Fault{Code: code}
	if len(pairs) > 0 {
		f.Args = make(map[string]any, len(pairs)/2)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		f.Args[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return f
}

// At says where the fault is: a field path or file:line:column.
func (f *Fault) At(place string) *Fault { c := *f; c.Place = place; return &c }

// Because keeps the cause for the log; it is never shown.
func (f *Fault) Because(cause error) *Fault { c := *f; c.cause = cause; return &c }

// Unwrap returns the logged cause.
func (f *Fault) Unwrap() error { return f.cause }

// Error is the Chinese sentence with the place; causes stay out of it.
func (f *Fault) Error() string { return f.Told(Chinese) }

// Kind tells what the caller can do about it.
func (f *Fault) Kind() Kind { return catalogue[f.Code].kind }

// Is lets errors.Is compare faults by code.
func (f *Fault) Is(target error) bool {
	var t *Fault
	return errors.As(target, &t) && t.Code == f.Code
}

// Of finds the fault in an error chain; any other error becomes "internal".
func Of(err error) *Fault {
	var f *Fault
	if errors.As(err, &f) {
		return f
	}
	return New("internal").Because(err)
}

// CodeOf is the code of the fault in the chain, or "" for nil.
func CodeOf(err error) string {
	if err == nil {
		return ""
	}
	return Of(err).Code
}

// All lists the faults of an error in order, those of joined errors one by one; an error that holds
// none becomes "internal".
func All(err error) []*Fault {
	var all []*Fault
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, one := range many.Unwrap() {
			all = append(all, All(one)...)
		}
	}
	if len(all) > 0 {
		return all
	}
	return []*Fault{Of(err)}
}

// Told is the sentence with its place, as a line of a list.
func (f *Fault) Told(l Language) string {
	if f.Place == "" {
		return f.Sentence(l)
	}
	return f.Place + ": " + f.Sentence(l)
}
