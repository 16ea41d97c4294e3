package recruitment

import (
	"slices"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

// Separation is a pair of acts on one case that may not be one person's.
type Separation struct {
	Event string   // the later act
	After []string // the acts whose doer may not do it
}

// Separations lists them: who judged does not hear the appeal, who keyed or locked the scores does not
// confirm them, who submitted the plan does not approve it, who set the scores free does not confirm.
var Separations = []Separation{
	{"grant", []string{"refuse", "eliminate", "revoke"}},
	{"uphold", []string{"refuse", "eliminate", "revoke"}},
	{"approve", []string{"submit"}},
	{"confirm", []string{"enter_scores", "lock_scores", "unlock_scores"}},
	{"hire", []string{"enter_scores"}},
}

// Done is an act already recorded on the case: what, and by whom (an opaque person key).
type Done struct {
	Event  string
	Person string
}

// AnotherPerson refuses an act to somebody who did an act on the same case that must be another's:
// recruitment.same.person, with both acts.
func AnotherPerson(event, person string, done []Done) error {
	for _, s := range Separations {
		if s.Event != event {
			continue
		}
		for _, d := range done {
			if d.Person == person && slices.Contains(s.After, d.Event) {
				return fault.New("recruitment.same.person", "act", actName(event), "done", actName(d.Event))
			}
		}
	}
	return nil
}

func actName(event string) string {
	for _, n := range append(Cycle().Acts, Application().Acts...) {
		if n.Code == event {
			return n.Label.Chinese
		}
	}
	return event
}

// Route says whose turn it is on a route of roles in order (approval, hire, review levels, signers), and
// whether that is the last of it. done are the roles that have acted already, in order. A route the text
// leaves open is regulation.silent for the value named; a text that does not speak of one leaves the choice
// to the state table and the policy: role "", last.
func Route(route regulation.Value[[]string], done []string, value string) (role string, last bool, err error) {
	switch {
	case route.Silent():
		return "", false, silence(value)
	case !route.Known() || len(route.V) == 0:
		return "", true, nil
	case len(done) >= len(route.V):
		return "", true, fault.New("recruitment.route.over", "steps", len(route.V))
	}
	return route.V[len(done)], len(done) == len(route.V)-1, nil
}

// Finding is what an inquiry into an objection found.
type Finding struct {
	Verified bool // what was said is true
	Affects  bool // and it bears on the hire
}

// Decisive tells whether an objection stands against the hire: none, verified but irrelevant, or verified
// and decisive (QY18). Where the text leaves the test open and it would matter, it is regulation.silent.
func Decisive(stage *regulation.PublicityStage, f Finding) (bool, error) {
	switch {
	case !f.Verified:
		return false, nil
	case f.Affects:
		return true, nil // under either test
	case stage != nil && stage.Decisive.Known() && stage.Decisive.V == "verified":
		return true, nil
	case stage != nil && stage.Decisive.Known():
		return false, nil
	}
	return false, silence("publicity.decisive_if")
}
