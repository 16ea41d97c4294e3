package record

import (
	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/calendar"
)

// kept is what the audit seals of a step: what it rested on, so that it can be explained for as long as it
// is kept, whatever rules and policy lines hold by then.
type kept struct {
	Act     string     `json:"act"`
	Role    string     `json:"role,omitempty"`
	Unit    string     `json:"unit,omitempty"`
	Policy  allowance  `json:"policy"`
	Through *through   `json:"through,omitempty"` // of a move by an act on the cycle
	Reason  string     `json:"reason,omitempty"`
	Body    *Body      `json:"body,omitempty"`
	Counted []Counted  `json:"counted,omitempty"`
	Route   *RouteKept `json:"route,omitempty"` // of a word on a route of approvals
	Record  any        `json:"record,omitempty"`
}

// allowance is the version and the line of the policy that let somebody act, and the assignment whose
// holder they stood in for.
type allowance struct {
	Version  string `json:"version,omitempty"`
	Line     string `json:"line,omitempty"`
	Distance string `json:"distance,omitempty"`
	For      string `json:"acting_for,omitempty"`
}

// through is the act on the cycle that moved an application, and its step.
type through struct {
	Act string `json:"act"`
	Seq int64  `json:"seq"`
}

// Counted is how the last day of a deadline was counted, and where the period stands.
type Counted struct {
	Name   string `json:"name"`
	Source string `json:"source,omitempty"`
	calendar.Deadline
}

func keptOf(c store.Command, by policy.Decision, record any) kept {
	return kept{Act: c.Act, Role: c.Role, Unit: c.Unit, Record: record,
		Policy: allowance{Version: by.Version, Line: by.Line, Distance: by.Distance, For: by.ActingFor}}
}

// kept is what is sealed of this act.
func (x *deed) kept(record any) kept {
	k := keptOf(x.cmd, x.by, record)
	k.Body, k.Counted, k.Route = &x.body, x.counts, x.spoken
	return k
}

// keptThrough is what is sealed of an application's move by this act; the line is that of the act.
func (x *deed) keptThrough(event, reason string, counting bool) kept {
	k := keptOf(x.cmd, x.by, nil)
	k.Act, k.Reason, k.Through = event, reason, &through{Act: x.cmd.Act, Seq: x.at.Seq + 1}
	if counting {
		k.Counted = x.counts
	}
	return k
}
