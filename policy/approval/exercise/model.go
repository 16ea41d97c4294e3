package exercise

import (
	"slices"
	"strings"

	"jinchu/policy/approval"
	"jinchu/policy/regulation"
)

// model is the reference. It keeps nothing but what happened, and works everything out of that list anew.
type model struct {
	route     approval.Route
	submitter string
	happened  []event
}

// event is one thing that happened: a verb that was done, or a mark of what it came to.
type event struct {
	what           string
	by             approval.Person
	seat, to       string
	step, round    int // where the case was when it happened; of opened, the step it came to
	after, changed bool
	result, day    string
}

// Marks. A resubmission is one itself.
const (
	opened   = "opened"   // a step begins anew
	returned = "returned" // the submitter has it
	ended    = "ended"    // with the result
)

func (m *model) mark(e event) { m.happened = append(m.happened, e) }

// open comes to a step; behind the last it is agreed.
func (m *model) open(step int) {
	if step == len(m.route.Steps) {
		m.end(approval.Agreed)
		return
	}
	m.mark(event{what: opened, step: step})
}

func (m *model) end(status approval.Status) { m.mark(event{what: ended, result: string(status)}) }

func (m *model) giveBack(seat string, by approval.Person) {
	m.mark(event{what: returned, seat: seat, by: by, step: m.step()})
}

// latest finds the last event that is one of these; -1 where there is none.
func (m *model) latest(what ...string) int {
	for i := len(m.happened) - 1; i >= 0; i-- {
		if slices.Contains(what, m.happened[i].what) {
			return i
		}
	}
	return -1
}

func (m *model) status() approval.Status {
	switch e := m.happened[m.latest(opened, returned, ended, approval.Resubmit)]; e.what {
	case ended:
		return approval.Status(e.result)
	case returned:
		return approval.Returned
	}
	return approval.Open
}

func (m *model) final() bool { return m.latest(ended) >= 0 }

func (m *model) step() int { return m.happened[m.latest(opened)].step }

func (m *model) mode() regulation.RouteMode { return m.route.Steps[m.step()].Mode }

// round counts every time a step was opened, a seat gave the case to the submitter, and the submitter gave it back.
func (m *model) round() (n int) {
	for _, e := range m.happened {
		if e.what == opened || e.what == returned && e.seat != "" || e.what == approval.Resubmit {
			n++
		}
	}
	return n
}

// told counts how often the clock of this round ran out.
func (m *model) told() (n int) {
	for _, e := range m.happened[m.latest(opened, returned, approval.Resubmit):] {
		if e.what == approval.Escalate {
			n++
		}
	}
	return n
}

// during is what happened since the step was opened.
func (m *model) during() []event { return m.happened[m.latest(opened)+1:] }

// verdict is what the model thinks of an act.
type verdict struct {
	done bool
	code string // why not, where one code alone fits; "" any
}

// act decides on an act by the rules of the page, and lets it happen.
func (m *model) act(a approval.Act, w approval.World) verdict {
	switch {
	case m.final():
		return verdict{code: "approval.over"}
	case a.By == "" && slices.Contains(approval.Facts, a.Verb):
		return m.fact(a.Verb)
	case !slices.Contains(approval.People, a.Verb):
		return verdict{code: "approval.verb"}
	case !m.turnedOn(a.Verb):
		return verdict{code: "approval.off"}
	}
	var may []grant
	for _, g := range m.grants(w, a.By) {
		if g.verb == a.Verb && (a.Seat == "" || a.Seat == g.seat || a.Verb == approval.RemoveSigner) {
			may = append(may, g)
		}
	}
	if len(may) == 0 {
		return verdict{}
	}
	if slices.Contains(explained, a.Verb) && strings.TrimSpace(a.Reason) == "" {
		return verdict{code: "act.reason"}
	}
	g, ok := pick(may, a)
	if !ok || a.Verb == approval.EnterMinutes && !sound(a.Minutes, w) {
		return verdict{}
	}
	m.happen(a, g, w.Day)
	return verdict{done: true}
}

var explained = []string{approval.Return, approval.Disagree, approval.SendBack, approval.VoidIt, approval.CorrectMinutes, approval.Report}

// pick takes, of what the first fitting seat may do, what the act says.
func pick(may []grant, a approval.Act) (grant, bool) {
	for _, g := range may {
		if g.seat != may[0].seat {
			continue
		}
		switch a.Verb {
		case approval.SendBack:
			if g.step != a.Step {
				continue
			}
		case approval.RemoveSigner:
			if g.gone != a.Seat {
				continue
			}
		default:
			if g.to != "" && g.to != a.To {
				continue
			}
		}
		return g, true
	}
	return grant{}, false
}

// sound minutes have a result and somebody present, nobody of them kept out.
func sound(m *approval.Minutes, w approval.World) bool {
	if m == nil || len(m.Present) == 0 {
		return false
	}
	for _, id := range m.Present {
		if w.Barred[id] != "" || slices.Contains(m.Recused, id) {
			return false
		}
	}
	return m.Result == approval.Agree || m.Result == approval.Disagree || m.Result == approval.Return
}

// fact lets the clock run out.
func (m *model) fact(verb string) verdict {
	shown := m.status() == approval.Open && m.mode() == regulation.RoutePublicity
	if shown != (verb == approval.PublicityOver) {
		return verdict{code: "approval.clock"}
	}
	m.mark(event{what: verb, step: m.step()})
	if shown {
		m.open(m.step() + 1)
	}
	return verdict{done: true}
}

// turnedOn tells whether the regulation has a verb.
func (m *model) turnedOn(verb string) bool {
	with := map[string]string{approval.Report: approval.Delegate, approval.RemoveSigner: approval.AddSigner}
	if with[verb] != "" {
		verb = with[verb]
	}
	return !slices.Contains(regulation.RouteVerbs, verb) || slices.Contains(m.route.Verbs, verb)
}

// happen writes an act down, and what it comes to.
func (m *model) happen(a approval.Act, g grant, day string) {
	by := approval.Person{ID: a.By, For: g.onBehalf}
	e := event{what: a.Verb, by: by, seat: g.seat, to: a.To, step: m.step(), round: m.round(), after: a.After, changed: a.Changed, day: day}
	if a.Verb == approval.RemoveSigner {
		e.to = a.Seat
	}
	if a.Verb == approval.EnterMinutes {
		e.result = a.Minutes.Result
	}
	entered, there := m.minutes()
	m.mark(e)
	switch a.Verb {
	case approval.Agree, approval.Disagree, approval.RemoveSigner:
		m.count()
	case approval.Return:
		m.giveBack(g.seat, by)
	case approval.SendBack:
		m.open(a.Step)
	case approval.Withdraw:
		m.end(approval.Withdrawn)
	case approval.VoidIt:
		m.end(approval.Void)
	case approval.ConfirmMinutes:
		if there {
			m.met(entered.result, g.seat, by)
		}
	}
}

// met does what a meeting came to.
func (m *model) met(result, seat string, by approval.Person) {
	switch result {
	case approval.Agree:
		m.open(m.step() + 1)
	case approval.Return:
		m.giveBack(seat, by)
	default:
		m.end(approval.Refused)
	}
}

// count says what the words given at this step come to.
func (m *model) count() {
	words := map[string]int{}
	var open, vetoOpen, vetoed int
	for _, p := range m.places() {
		word := m.word(p)
		words[word.what]++
		switch {
		case word.what == "" && p.veto:
			open, vetoOpen = open+1, vetoOpen+1
		case word.what == "":
			open++
		case word.what == approval.Disagree && p.veto:
			vetoed++
		}
	}
	yes, no := words[approval.Agree], words[approval.Disagree]
	switch need := m.route.Steps[m.step()].Need; {
	case m.mode() == regulation.RouteVote && (vetoed > 0 || yes+open < need), m.mode() != regulation.RouteVote && no > 0:
		m.end(approval.Refused)
	case m.mode() == regulation.RouteVote && yes >= need && vetoOpen == 0,
		m.mode() == regulation.RouteAny && m.decider() != "" && m.silent(m.decider()) == 0,
		m.mode() != regulation.RouteVote && m.mode() != regulation.RouteAny && open == 0:
		m.open(m.step() + 1)
	}
}
