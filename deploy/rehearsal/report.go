package rehearsal

import (
	"slices"
	"strings"
)

// Stage is one stage of the cycle with its business days.
type Stage struct {
	State       string `json:"state"`
	Label       string `json:"label"`
	From        string `json:"from"`
	To          string `json:"to"`
	WorkingDays int    `json:"working_days"`
}

// Checked is how one invariant fared.
type Checked struct {
	Name       string   `json:"name"`
	Chinese    string   `json:"zh"`
	Times      int      `json:"times"` // nought: never exercised, which is a violation
	Violations []string `json:"violations,omitempty"`
}

// Report is what a rehearsal leaves behind.
type Report struct {
	Regulation      string         `json:"regulation"`
	Version         string         `json:"version"`
	Seed            int64          `json:"seed"`
	From            string         `json:"from"`
	WeeksShifted    int            `json:"weeks_shifted"`
	Outcome         string         `json:"outcome"`
	OpenValue       *Open          `json:"open_value,omitempty"`
	Cycle           string         `json:"cycle"`
	Stages          []Stage        `json:"stages"`
	Posts           int            `json:"posts"`
	Places          int            `json:"places"`
	Applicants      int            `json:"applicants"`
	Verdicts        map[string]int `json:"verdicts"`         // by verdict and the rule that led to it
	States          map[string]int `json:"states"`           // of the applications at the end
	Hired           []string       `json:"hired"`            // tickets
	Reserve         []string       `json:"reserve"`          // tickets
	Contracts       int            `json:"contracts"`        // signed by both sides
	Decisions       map[string]int `json:"decisions"`        // by kind
	InventedRulings int            `json:"invented_rulings"` // made for the rehearsal, by nobody's authority
	Words           []Spoken       `json:"words"`            // of the routes of approvals: how often each was done and refused
	WrongInputs     []Tried        `json:"wrong_inputs"`
	Invariants      []Checked      `json:"invariants"`
	Violations      []string       `json:"violations"`
	Digest          string         `json:"digest"`
	WallSeconds     float64        `json:"wall_seconds"`
}

// Tried is a wrong input and how it was answered.
type Tried struct {
	What   string `json:"what"`
	Status int    `json:"status"`
	Code   string `json:"code"`
	Right  bool   `json:"right"`
}

// ExitCode is what the command ends with.
func (r Report) ExitCode() int {
	switch r.Outcome {
	case Finished:
		return exitFine
	case Stopped:
		return exitOpen
	}
	return exitViolation
}

// judge fills the report from the record and says what was violated.
func (p *player) judge(record Record) *Evidence {
	e := &Evidence{Config: p.cfg, Rules: p.rules, People: p.people, Record: record, Log: p.log.entries}
	r := &p.report
	r.count(record)
	r.Stages = stagesOf(p.log.entries)
	r.Invariants = e.Judge()
	for _, c := range r.Invariants {
		for _, v := range c.Violations {
			r.Violations = append(r.Violations, c.Name+": "+v)
		}
	}
	r.Words = e.spoken()
	r.WrongInputs = triedOf(p.log.entries)
	r.Digest = e.Digest()
	r.Outcome = Finished
	if len(r.Violations) > 0 {
		r.Outcome = Violated
	}
	p.say("%s", r.summary())
	return e
}

// count takes the numbers of the end state.
func (r *Report) count(record Record) {
	r.Cycle, r.Version, r.Posts = record.Cycle.ID, string(record.Cycle.Regulation.Version), len(record.Cycle.Posts)
	r.Verdicts, r.States, r.Decisions = map[string]int{}, map[string]int{}, map[string]int{}
	r.Applicants, r.Places, r.InventedRulings, r.Contracts, r.Hired, r.Reserve = len(record.Applications), 0, 0, 0, nil, nil
	for _, post := range record.Cycle.Posts {
		r.Places += post.Headcount
	}
	for _, a := range record.Applications {
		r.States[a.State]++
		r.Verdicts[wordOf(a.Verdict)]++
		switch {
		case a.State == "contracted":
			r.Hired = append(r.Hired, a.Ticket)
		case a.did("reserve") && !a.did("propose"):
			r.Reserve = append(r.Reserve, a.Ticket)
		}
	}
	for _, d := range record.Decisions {
		r.Decisions[d.Kind]++
	}
	for _, one := range record.Cycle.Rulings {
		if one.Invented {
			r.InventedRulings++
		}
	}
	for _, c := range record.Contracts {
		if c.PersonSigned != "" && c.CountySigned != "" {
			r.Contracts++
		}
	}
	slices.Sort(r.Hired)
	slices.Sort(r.Reserve)
}

// wordOf is a verdict with the rules that stand against it.
func wordOf(v Verdict) string {
	var against []string
	for _, reason := range v.Reasons {
		if reason.Kind != "prefer" && reason.Verdict == v.Verdict && v.Verdict != yes {
			against = append(against, reason.ID)
		}
	}
	return strings.TrimSuffix(v.Verdict+":"+strings.Join(against, "+"), ":")
}

// stagesOf reads the stages from the log, each up to the beginning of the next.
func stagesOf(entries []Entry) []Stage {
	var all []Stage
	for _, e := range entries {
		if e.Stage == "" || len(all) > 0 && all[len(all)-1].State == e.Stage {
			continue
		}
		if len(all) > 0 {
			all[len(all)-1].end(e.Date)
		}
		all = append(all, Stage{State: e.Stage, Label: e.Label, From: e.Date, To: e.Date})
	}
	return all
}

func (s *Stage) end(date string) {
	from, okFrom := civil(s.From)
	to, okTo := civil(date)
	if okFrom && okTo {
		s.To, s.WorkingDays = date, workingDaysBetween(from, to)
	}
}

func triedOf(entries []Entry) []Tried {
	var all []Tried
	seen := map[string]bool{}
	for _, e := range entries {
		if e.Try != "" && !seen[e.Try] {
			seen[e.Try] = true
			all = append(all, Tried{e.Try, e.Status, e.Code, slices.Contains(e.Wants, e.Status)})
		}
	}
	return all
}
