package approval

import (
	"slices"
	"strings"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

// Act is one verb, done by a person; facts of the clock have nobody.
type Act struct {
	Verb    string   `json:"verb"`
	By      string   `json:"by,omitempty"`
	Seat    string   `json:"seat,omitempty"`    // which of several seats the person may speak in; of remove_signer the one that goes
	To      string   `json:"to,omitempty"`      // of transfer, delegate, add_signer, copy
	Step    int      `json:"step,omitempty"`    // of send_back: index of the earlier step
	After   bool     `json:"after,omitempty"`   // of add_signer: speaks after the seat that adds, else before
	Changed bool     `json:"changed,omitempty"` // of resubmit: what was signed is not what it was
	Reason  string   `json:"reason,omitempty"`
	Minutes *Minutes `json:"minutes,omitempty"` // of enter_minutes
}

// Act does one verb and gives the next state; the one it began from stays as it was. What is not among the
// offers is refused, and the fault says why.
//
// Faults: approval.over, approval.verb, approval.off, approval.turn and its reasons (approval.self, .barred,
// .loop, .another.step, .another.seat, .said, .wait), approval.to, approval.step, approval.seat, approval.minutes,
// approval.urged, approval.clock; act.reason.
func (r Route) Act(s State, a Act, w World) (State, error) {
	if s.Final() {
		return s, fault.New("approval.over", "status", s.Status.Words())
	}
	if a.By == "" && slices.Contains(Facts, a.Verb) { // of a person they are no verbs
		return r.pass(s.copied(), a.Verb)
	}
	o, err := r.offered(s, a, w)
	if err != nil {
		return s, err
	}
	if err := r.check(a, o, w); err != nil {
		return s, err
	}
	return r.carry(s.copied(), a, o, w.Day), nil
}

// pass does what follows from time alone: a round that lasts too long is told one level further up, and a
// publicity ends. Neither decides.
func (r Route) pass(s State, verb string) (State, error) {
	publicity := s.Status == Open && r.Steps[s.Step].Mode == regulation.RoutePublicity
	switch {
	case publicity != (verb == PublicityOver):
		return s, fault.New("approval.clock", "verb", wordsOf(verb))
	case publicity:
		return r.enter(s, s.Step+1), nil
	}
	s.Told++
	return s, nil
}

// offered finds the offer an act takes up.
func (r Route) offered(s State, a Act, w World) (Offer, error) {
	for _, o := range r.Offers(s, a.By, w) {
		if o.Verb == a.Verb && (a.Seat == "" || a.Seat == o.Seat || o.Verb == RemoveSigner) {
			return o, nil
		}
	}
	return Offer{}, r.why(s, a, w)
}

// check holds what an act says to its offer.
func (r Route) check(a Act, o Offer, w World) error {
	switch {
	case reasoned[a.Verb] && strings.TrimSpace(a.Reason) == "":
		return fault.New("act.reason")
	case o.To != nil && !slices.Contains(o.To, a.To):
		return fault.New("approval.to", "verb", wordsOf(a.Verb))
	case o.Steps != nil && !slices.Contains(o.Steps, a.Step):
		return fault.New("approval.step", "step", a.Step+1)
	case o.Seats != nil && !slices.Contains(o.Seats, a.Seat):
		return fault.New("approval.seat", "seat", a.Seat)
	case a.Verb == EnterMinutes:
		return minutesHold(a.Minutes, w)
	}
	return nil
}

// minutesHold refuses minutes without a result or anybody present, or with somebody present who is kept out.
func minutesHold(m *Minutes, w World) error {
	results := []string{Agree, Disagree, Return}
	switch {
	case m == nil || len(m.Present) == 0 || !slices.Contains(results, m.Result):
		return fault.New("approval.minutes", "results", strings.Join(results, " | "))
	case slices.ContainsFunc(m.Present, func(id string) bool { return w.Barred[id] != "" || slices.Contains(m.Recused, id) }):
		return fault.New("approval.minutes.recused")
	}
	return nil
}
