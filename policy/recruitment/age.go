package recruitment

import (
	"fmt"
	"strings"
	"time"

	"jinchu/policy/regulation"
)

// AgeOn is the completed years (周岁) on a day: a birthday counts on the day itself. The bool is false
// where a date is not YYYY-MM-DD.
func AgeOn(birth, day regulation.Date) (int, bool) {
	b, errBirth := time.Parse(time.DateOnly, string(birth))
	d, errDay := time.Parse(time.DateOnly, string(day))
	if errBirth != nil || errDay != nil {
		return 0, false
	}
	years := d.Year() - b.Year()
	if d.Month() < b.Month() || d.Month() == b.Month() && d.Day() < b.Day() {
		years--
	}
	return years, true
}

// ages adds what the age windows say: one that applies and admits is enough. All windows that apply are
// kept as reasons of the one that decides; a path without windows has no age rule.
func (r *review) ages(windows []regulation.Age) {
	if len(windows) == 0 || r.err != nil {
		return
	}
	var read []Reason
	best := Reason{ID: AgeRule, Kind: AgeWindow, Rule: "年龄", Verdict: regulation.CannotTell, Missing: []string{"ages"},
		Note: "规则没有写明适用于此人的年龄"}
	for _, w := range windows {
		reason, applies := r.window(w)
		if !applies {
			continue
		}
		if len(read) == 0 || weight(reason.Verdict) > weight(best.Verdict) {
			best = reason
		}
		read = append(read, reason)
	}
	r.add(best)
}

// window reads one age window, and whether it is about this person at all.
func (r *review) window(w regulation.Age) (Reason, bool) {
	reason := Reason{ID: AgeRule, Kind: AgeWindow, Rule: w.Phrase, Source: w.Source}
	applies, missing := r.applies(w)
	if applies == regulation.No {
		return reason, false
	}
	a := r.admits(w)
	reason.Verdict, reason.Missing, reason.Note = a.verdict, a.missing, a.note
	if reason.Verdict == regulation.No && a.soft {
		note := reason.Note
		r.except(&reason, AgeRule)
		reason.Note = strings.TrimPrefix(note+"；"+reason.Note, "；")
	}
	if applies == regulation.CannotTell {
		if reason.Verdict == regulation.No {
			return reason, false
		}
		reason.Verdict, reason.Missing = regulation.CannotTell, append(missing, reason.Missing...)
	}
	return reason, true
}

// applies asks the window's sex and condition.
func (r *review) applies(w regulation.Age) (regulation.Verdict, []string) {
	verdict, missing := regulation.Yes, []string(nil)
	if w.Sex != "" {
		switch a := r.facts.Applicant; {
		case a == nil || a.Sex == nil:
			verdict, missing = regulation.CannotTell, []string{"applicant.sex"}
		case *a.Sex != w.Sex:
			return regulation.No, nil
		}
	}
	if w.When == "" {
		return verdict, missing
	}
	when, facts, err := r.ev.Evaluate(w.When, r.facts)
	if err != nil {
		r.err = err
	}
	if when != regulation.Yes {
		return when, append(missing, facts...)
	}
	return verdict, missing
}

// admission is a window's answer about a birth date.
type admission struct {
	verdict regulation.Verdict
	missing []string
	note    string
	soft    bool // only bounds that hold in principle stand against
}

// admits lets the printed birth dates decide where there are any, else the ages as read on the day. Where
// both are printed and disagree about this person, the dates decide and the contradiction is said.
func (r *review) admits(w regulation.Age) admission {
	if r.facts.Applicant == nil || r.facts.Applicant.Birth == nil {
		return admission{verdict: regulation.CannotTell, missing: []string{"applicant.birth"}}
	}
	birth := *r.facts.Applicant.Birth
	byAge, told := r.byAge(w, birth)
	if !w.BornFrom.Known() && !w.BornTo.Known() && !w.BornFrom.Silent() && !w.BornTo.Silent() {
		return byAge
	}
	byDates := byDate(w, birth)
	if told && byDates.verdict != regulation.CannotTell && byAge.verdict != byDates.verdict {
		byDates.note = fmt.Sprintf("%s；文字与所印出生日期（%s至%s）不一致，以所印日期为准", byAge.note, w.BornFrom, w.BornTo)
	}
	return byDates
}
