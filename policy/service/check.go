package service

import (
	"errors"
	"slices"
	"strings"

	"jinchu/policy/calendar"
	"jinchu/policy/fault"
)

// Record is what somebody says about serving a document, or about trying to.
type Record struct {
	Way       Way
	Day       calendar.Date // of the way: handed over, left, received, arrived, published, or tried
	Failed    bool          // it was tried and did not come about
	Reason    string        // of a failure
	Witnesses []string      // of a refusal: two, by name
	Family    string        // of a household: the name
	Relation  string        // of a household: to the addressee
	Tracking  string        // of registered mail: the number
	Place     string        // of a public notice: where it was published
	Told      *Told         // in the addressee's own way; must be said of everybody who was reached
}

// Told is how somebody was told beside the paper. It is asked of every service, so that asking says nothing
// about anybody's health.
type Told struct {
	Also   bool   // told in their own way too
	Way    string // sign language, read aloud, large print, easy words …
	Helper string // who helped, by name
}

// Facts are what is known beside the record.
type Facts struct {
	Today     calendar.Date
	Made      calendar.Date // day of the document
	Consented calendar.Date // to electronic service; zero for none, or withdrawn
	Failed    []Way         // tried before, in vain
	OwnWay    bool          // of the addressee: see OwnWay
}

// Open lists the ways that are open now.
func Open(f Facts) []Way {
	return slices.DeleteFunc(slices.Clone(Ways), func(w Way) bool { return shut(w, f) != nil })
}

// shut is why a way is not open.
func shut(w Way, f Facts) error {
	switch {
	case w == Electronic && (f.Consented.IsZero() || f.Consented.After(f.Today)):
		return fault.New("service.consent")
	case w == PublicNotice && others(f.Failed) < AttemptsBefore:
		return fault.New("service.last", "count", others(f.Failed), "needed", AttemptsBefore)
	}
	return nil
}

// others counts the failed tries that were no public notice.
func others(failed []Way) (n int) {
	for _, w := range failed {
		if w != PublicNotice {
			n++
		}
	}
	return n
}

// Check refuses a record that proves nothing, all its faults joined.
//
// Faults: service.way, service.day, service.consent, service.last, service.proof, service.told.
func Check(r Record, f Facts) error {
	if !slices.Contains(Ways, r.Way) {
		return fault.New("service.way", "way", r.Way).At("way")
	}
	all := []error{checkDay(r, f), shut(r.Way, f)}
	if r.Failed {
		return errors.Join(append(all, missing(r, "reason", r.Reason))...)
	}
	return errors.Join(append(append(all, proof(r)...), told(r, f))...)
}

func checkDay(r Record, f Facts) error {
	first := f.Made
	if r.Way == Electronic && f.Consented.After(first) {
		first = f.Consented // consent comes before
	}
	if r.Day.IsZero() || r.Day.After(f.Today) || r.Day.Before(first) {
		return fault.New("service.day", "from", first, "to", f.Today).At("day")
	}
	return nil
}

// proof is what each way must bring.
func proof(r Record) []error {
	switch r.Way {
	case Refused:
		return []error{witnesses(r)}
	case AdultFamily:
		return []error{missing(r, "family", r.Family), missing(r, "relation", r.Relation)}
	case Registered:
		return []error{missing(r, "tracking", r.Tracking)}
	case PublicNotice:
		return []error{missing(r, "place", r.Place)}
	}
	return nil
}

// witnesses are two different people.
func witnesses(r Record) error {
	var named []string
	for _, w := range r.Witnesses {
		if w = strings.TrimSpace(w); w != "" && !slices.Contains(named, w) {
			named = append(named, w)
		}
	}
	if len(named) < 2 {
		return proofless(r, "witnesses")
	}
	return nil
}

func missing(r Record, field, value string) error {
	if strings.TrimSpace(value) != "" {
		return nil
	}
	return proofless(r, field)
}

func proofless(r Record, field string) error {
	return fault.New("service.proof", "way", fault.Words{Chinese: r.Way.Chinese(), English: r.Way.English()}, "field", field).At(field)
}

// told wants to know how the person was told. A public notice reaches nobody in particular, so nobody can
// have helped.
func told(r Record, f Facts) error {
	switch {
	case r.Way == PublicNotice:
		return nil
	case r.Told == nil,
		f.OwnWay && !r.Told.Also,
		r.Told.Also && (strings.TrimSpace(r.Told.Way) == "" || strings.TrimSpace(r.Told.Helper) == ""):
		return fault.New("service.told").At("told")
	}
	return nil
}
