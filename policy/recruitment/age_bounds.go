package recruitment

import (
	"fmt"

	"jinchu/policy/regulation"
)

// bound is one end of a window: what a value known says about the person.
type bound struct {
	name  string
	known bool
	open  bool // the text leaves it unsaid
	soft  bool
	holds bool
}

// dateBounds reads the printed birth dates; ISO dates compare as text.
func dateBounds(w regulation.Age, birth regulation.Date) []bound {
	return []bound{
		{"ages.born_from", w.BornFrom.Known(), w.BornFrom.Silent(), w.BornFrom.InPrinciple, birth >= w.BornFrom.V},
		{"ages.born_to", w.BornTo.Known(), w.BornTo.Silent(), w.BornTo.InPrinciple, birth <= w.BornTo.V},
	}
}

// ageBounds reads the ages: min and max count themselves in, below does not.
func ageBounds(w regulation.Age, age int) []bound {
	return []bound{
		{"ages.min", w.Min.Known(), w.Min.Silent(), w.Min.InPrinciple, age >= w.Min.V},
		{"ages.max", w.Max.Known(), w.Max.Silent(), w.Max.InPrinciple, age <= w.Max.V},
		{"ages.below", w.Below.Known(), w.Below.Silent(), w.Below.InPrinciple, age < w.Below.V},
	}
}

// byDate holds a birth date against the printed window.
func byDate(w regulation.Age, birth regulation.Date) admission {
	return within(dateBounds(w, birth), w.InPrinciple)
}

// byAge holds the completed years on the window's day, or on the day of the case, against the ages. The
// bool tells whether the window speaks of ages and the day is known.
func (r *review) byAge(w regulation.Age, birth regulation.Date) (admission, bool) {
	day, missing := r.dayOf(w)
	if day == nil {
		return admission{verdict: regulation.CannotTell, missing: []string{missing}}, false
	}
	age, ok := AgeOn(birth, *day)
	if !ok {
		return admission{verdict: regulation.CannotTell, missing: []string{"applicant.birth"}}, false
	}
	a := within(ageBounds(w, age), w.InPrinciple)
	a.note = fmt.Sprintf("%s满%d周岁", *day, age)
	return a, w.Min.Known() || w.Max.Known() || w.Below.Known()
}

// dayOf is the day a window counts on: printed, a day of the cycle the text names, or else the day of the
// case; or the word that is missing to tell.
func (r *review) dayOf(w regulation.Age) (*regulation.Date, string) {
	switch {
	case w.AsOf.Known():
		return w.AsOf.V.In(r.facts.Cycle)
	case w.AsOf.Silent():
		return nil, "ages.as_of"
	}
	return r.facts.AsOf, "asOf"
}

// within joins bounds: a hard one broken is no, else an open one cannot be told, else one that holds in
// principle and is broken is a soft no, else yes.
func within(bounds []bound, inPrinciple bool) admission {
	out := admission{verdict: regulation.Yes}
	hard := false
	for _, b := range bounds {
		switch {
		case b.open:
			out.missing = append(out.missing, b.name)
		case b.known && !b.holds && (b.soft || inPrinciple):
			out.verdict, out.soft = regulation.No, true
		case b.known && !b.holds:
			out.verdict, hard = regulation.No, true
		}
	}
	switch {
	case hard:
		return admission{verdict: regulation.No}
	case len(out.missing) > 0:
		return admission{verdict: regulation.CannotTell, missing: out.missing}
	}
	return out
}
