package rehearsal

import (
	"slices"
	"strings"
)

// adverse events of an application; each needs a named person and a reason.
var adverse = []string{"refuse", "eliminate", "record_absence", "revoke", "uphold", "fail_medical", "fail_background",
	"refuse_accommodation", "record_waiver", "close"}

// adverseCycle events concern everybody in the cycle.
var adverseCycle = []string{"dispose", "unlock_scores", "confirm", "decide_objection", "cancel"}

const machine = "machine"

func adverseNamed(e *Evidence, t *Tally) {
	for _, a := range e.Record.Applications {
		for _, h := range a.History {
			if !slices.Contains(adverse, h.Event) {
				continue
			}
			t.hold(h.Role != "" && h.Role != machine, "%s: %s by nobody named", e.named(a), h.Event)
			t.hold(e.decided(a.ID, h.Event), "%s: no decision with a reason stands for %s", e.named(a), h.Event)
		}
	}
	for _, one := range e.Record.Audit.Items {
		if one.Case == e.Record.Cycle.ID && slices.Contains(adverseCycle, one.Event) {
			t.hold(e.decided(one.Case, one.Event), "the cycle: no decision with a reason stands for %s", one.Event)
		}
	}
}

// decided finds a decision with role and reason for an event of a case, its own or that of the list it was in.
func (e *Evidence) decided(id, event string) bool {
	return slices.ContainsFunc(e.Record.Decisions, func(d Decision) bool {
		own := d.Kind == event && (d.Case == id || d.About == id)
		listed := d.About == id && (d.Kind == "confirm" || d.Kind == "decide_objection")
		return (own || listed) && d.Role != "" && d.Role != machine && strings.TrimSpace(d.Reason) != ""
	})
}

func machineHarmless(e *Evidence, t *Tally) {
	for _, one := range e.Record.Audit.Items {
		if one.Role == machine {
			t.hold(!slices.Contains(adverse, one.Event) && !slices.Contains(adverseCycle, one.Event), "the machine did %s", one.Event)
		}
	}
	for _, d := range e.Record.Decisions {
		t.hold(d.Role != machine && d.Role != "", "decision %s by nobody", d.Kind)
	}
}

// oneEach: nobody has two applications in one cycle; the second is refused.
func oneEach(e *Evidence, t *Tally) {
	seen := map[int]bool{}
	for _, a := range e.Record.Applications {
		n := e.Record.Numbers[a.ID]
		t.hold(n > 0 && !seen[n], "applicant %d has two applications", n)
		seen[n] = true
	}
}

// checkedFirst: every check the procedure has comes before the hire, in each person's own history.
func checkedFirst(e *Evidence, t *Tally) {
	for _, a := range e.Record.Applications {
		hired := firstOf(a, "hire")
		if hired < 0 {
			continue
		}
		for stage, events := range map[string][]string{"medical": {"pass_medical", "recheck"}, "background": {"pass_background", "recheck"}, "publicity": {"publicise"}} {
			if !e.Rules.has(stage) || e.after(stage, "hire") {
				continue
			}
			done := slices.ContainsFunc(events, func(event string) bool { i := firstOf(a, event); return i >= 0 && i < hired })
			t.hold(done, "%s was hired without %s", e.named(a), stage)
		}
	}
}

// after tells whether a stage stands behind another in the procedure.
func (e *Evidence) after(stage, other string) bool {
	i, j := slices.Index(e.Rules.Stages, stage), slices.Index(e.Rules.Stages, other)
	return j >= 0 && i > j
}

// firstOf is where an event first stands in a history, or -1.
func firstOf(a Application, event string) int {
	return slices.IndexFunc(a.History, func(h Happening) bool { return h.Event == event })
}

func contracts(e *Evidence, t *Tally) {
	for _, a := range e.Record.Applications {
		if !engaged(a) {
			continue
		}
		i := slices.IndexFunc(e.Record.Contracts, func(c Contract) bool { return c.Application == a.ID })
		if i < 0 {
			t.hold(false, "%s is engaged without a contract", e.named(a))
			continue
		}
		c := e.Record.Contracts[i]
		t.hold(c.PersonSigned != "" && c.CountySigned != "", "%s: the contract lacks a signature", e.named(a))
		t.hold(c.To == "" || c.From < c.To, "%s: the contract ends before it begins", e.named(a))
		t.hold(c.ProbationTo == "" || c.From <= c.ProbationTo && (c.To == "" || c.ProbationTo <= c.To), "%s: probation runs outside the term", e.named(a))
	}
}

// separation: by role in the record, by person in the player's log.
func separation(e *Evidence, t *Tally) {
	by := map[string]map[string]bool{}
	for _, one := range e.Log {
		if one.Refused || one.Person == "" {
			continue
		}
		at := one.Act
		if one.Number > 0 {
			at = one.Case + "|" + one.Act
		}
		if by[at] == nil {
			by[at] = map[string]bool{}
		}
		by[at][one.Person] = true
	}
	apart := func(first, second, what string) {
		for person := range by[first] {
			t.hold(!by[second][person], "%s: one person did both", what)
		}
	}
	apart("enter_scores", "confirm", "keying and confirming")
	apart("submit", "agree", "submitting and approving")
	for _, a := range e.Record.Applications {
		apart(a.ID+"|refuse", a.ID+"|uphold", e.named(a)+", refusal and appeal")
		apart(a.ID+"|refuse", a.ID+"|grant", e.named(a)+", refusal and appeal")
	}
	for _, one := range e.Record.Audit.Items {
		if one.Event == "confirm" {
			t.hold(one.Role != "score_keyer" && one.Role != "examiner", "%s confirmed results", one.Role)
		}
	}
}
