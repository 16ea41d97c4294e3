package rehearsal

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// notEarly: what the machine did by a deadline it did when the deadline had come.
func notEarly(e *Evidence, t *Tally) {
	for _, one := range e.Record.Audit.Items {
		if one.Role != machine {
			continue
		}
		at, okAt := moment(one.BusinessAt)
		if one.Event == "remind" {
			t.hold(okAt && e.ripe(one.Case, at), "%s at %s, before any deadline", one.Event, one.BusinessAt)
		}
		for _, d := range e.deadlinesOf(one.Case) {
			due, okDue := moment(d.At)
			if okAt && okDue && matches(one.Event, d.Name) {
				t.hold(!at.Before(due) || e.another(one.Case, d, at), "%s at %s, before its deadline %s", one.Event, one.BusinessAt, d.At)
			}
		}
	}
}

// ripe tells whether some deadline of a case has come at a time.
func (e *Evidence) ripe(id string, at time.Time) bool {
	return slices.ContainsFunc(e.deadlinesOf(id), func(d Deadline) bool {
		due, ok := moment(d.At)
		return ok && !due.After(at)
	})
}

// another tells whether an earlier deadline of the same name explains the event.
func (e *Evidence) another(id string, late Deadline, at time.Time) bool {
	return slices.ContainsFunc(e.deadlinesOf(id), func(d Deadline) bool {
		due, ok := moment(d.At)
		return ok && d.Name == late.Name && d.At != late.At && !at.Before(due)
	})
}

// matches tells whether a machine's event belongs to a deadline, by their names.
func matches(event, deadline string) bool {
	switch event {
	case "close_registration":
		return strings.Contains(deadline, "registration") || strings.Contains(deadline, "nomination")
	case "end_publicity":
		return strings.Contains(deadline, "publicity")
	}
	return false
}

func (e *Evidence) deadlinesOf(id string) []Deadline {
	if id == e.Record.Cycle.ID {
		return e.Record.Cycle.Deadlines
	}
	for _, a := range e.Record.Applications {
		if a.ID == id {
			return a.Deadlines
		}
	}
	return nil
}

// notForgotten: no deadline that has passed is still open.
func notForgotten(e *Evidence, t *Tally) {
	hold := func(who string, all []Deadline) {
		for _, d := range all {
			due, ok := civil(d.At)
			now, okNow := civil(e.Record.Now)
			t.hold(d.State != "open" || ok && okNow && !due.Before(now), "%s: deadline %s of %s was forgotten", who, d.Name, d.At)
		}
	}
	hold("the cycle", e.Record.Cycle.Deadlines)
	for _, a := range e.Record.Applications {
		hold(e.named(a), a.Deadlines)
	}
}

// publicityLasted: between the beginning of the publicity and its end lies the period of the text, counted by
// the player's own calendar.
func publicityLasted(e *Evidence, t *Tally) {
	if e.Rules.Publicity == (Period{}) {
		return
	}
	var begun time.Time
	for _, a := range e.Record.Applications {
		for _, h := range a.History {
			if d, ok := civil(h.Date); ok && h.Event == "publicise" && (begun.IsZero() || d.Before(begun)) {
				begun = d
			}
		}
	}
	for _, one := range e.Record.Audit.Items {
		if one.Event != "end_publicity" || begun.IsZero() {
			continue
		}
		ended, ok := civil(one.BusinessAt)
		last := lastDay(begun, e.Rules.Publicity)
		t.hold(ok && !ended.Before(last), "publicity from %s ended on %s, its last day is %s", begun.Format(time.DateOnly), one.BusinessAt, last.Format(time.DateOnly))
	}
	for _, a := range e.Record.Applications {
		e.publicisedInTime(a, t)
	}
}

// publicisedInTime: each person was on the list for the whole period before the hire.
func (e *Evidence) publicisedInTime(a Application, t *Tally) {
	i, j := firstOf(a, "publicise"), firstOf(a, "hire")
	if i < 0 || j < 0 {
		return
	}
	shown, okShown := civil(a.History[i].Date)
	hired, okHired := civil(a.History[j].Date)
	t.hold(okShown && okHired && !hired.Before(lastDay(shown, e.Rules.Publicity)), "%s: on the list from %s, hired on %s", e.named(a), a.History[i].Date, a.History[j].Date)
}

func moment(text string) (time.Time, bool) {
	at, err := time.Parse(time.RFC3339, text)
	return at, err == nil
}

// rulingsFirst: every ruling has a named role and a reason, and stands before the notice.
func rulingsFirst(e *Evidence, t *Tally) {
	published := ""
	for _, one := range e.Record.Audit.Items {
		if one.Case == e.Record.Cycle.ID && one.Event == "publish" {
			published = one.BusinessAt
		}
	}
	day, known := civil(published)
	for _, r := range e.Record.Cycle.Rulings {
		made, ok := civil(r.Date)
		t.hold(r.Reason != "" && (r.Ruler != "" || r.By != ""), "ruling on %s without a name or a reason", r.Path)
		t.hold(known && ok && !made.After(day), "ruling on %s of %s after the notice of %s", r.Path, r.Date, published)
	}
	for i, one := range e.cycleAudit() {
		if one.Event == "rule" {
			t.hold(slices.ContainsFunc(e.cycleAudit()[i:], func(later Audited) bool { return later.Event == "publish" }), "a ruling stands behind the notice")
		}
	}
}

func (e *Evidence) cycleAudit() []Audited {
	var some []Audited
	for _, one := range e.Record.Audit.Items {
		if one.Case == e.Record.Cycle.ID {
			some = append(some, one)
		}
	}
	slices.SortStableFunc(some, func(a, b Audited) int { return a.No - b.No })
	return some
}

// auditWhole: the program says the chain holds, and no entry is missing or stands twice.
func auditWhole(e *Evidence, t *Tally) {
	t.hold(e.Record.Audit.Verified, "the chain does not verify")
	numbers := map[string][]int{}
	for _, one := range e.Record.Audit.Items {
		numbers[one.Case] = append(numbers[one.Case], one.No)
	}
	for _, id := range sortedKeys(numbers) {
		slices.Sort(numbers[id])
		for i, no := range numbers[id] {
			t.hold(no == numbers[id][0]+i, "case %s: entry %d is missing or stands twice", id, numbers[id][0]+i)
		}
	}
	for _, a := range e.Record.Applications {
		_, audited := numbers[a.ID]
		t.hold(audited, "%s has no audit", e.named(a))
	}
}

// sameKey: a repeated act had its first answer, and stands once in the record.
func sameKey(e *Evidence, t *Tally) {
	first := map[string]Entry{}
	for _, one := range e.Log {
		if one.Key == "" || one.Answer == "" || one.Try != "" || one.Status >= http.StatusInternalServerError {
			continue // an answer that was lost on the way is none
		}
		before, repeated := first[one.Key]
		if !repeated {
			first[one.Key] = one
			continue
		}
		t.hold(before.Status == one.Status && before.Answer == one.Answer, "%s with the key of before was answered otherwise", one.Act)
	}
	count := map[string]int{}
	for _, one := range e.Record.Audit.Items {
		count[fmt.Sprintf("%s|%d|%s", one.Case, one.Seq, one.Event)]++
	}
	for _, one := range e.Log {
		if one.Again {
			t.hold(count[fmt.Sprintf("%s|%d|%s", one.Case, one.Seen+1, one.Act)] <= 1, "%s stands twice in the record", one.Act)
		}
	}
}
