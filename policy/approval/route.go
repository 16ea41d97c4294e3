// Package approval knows how a decision is approved step by step: who has to speak, what each word of the
// field does (会签, 或签, 表决, 退回补正, 转办, 委派, 加签 …), when a step is done and the whole decided. A route is
// laid out once for a case; its state is plain data, and an act gives the next state or says why not. It may
// not know records, procedures or time: who fills a seat and what day it is are handed in. README.md gives the
// exact meaning of every word.
package approval

import "jinchu/policy/regulation"

// Route is a regulation's route laid out for one case: seats in units, in order. It does not change while the
// case is decided.
type Route struct {
	Decision string   `json:"decision"` // what is decided: approve, hire
	Steps    []Step   `json:"steps"`
	Verbs    []string `json:"verbs,omitempty"` // of regulation.RouteVerbs, what is turned on
}

// Step is one step of a route.
type Step struct {
	Name     string               `json:"name,omitempty"`
	Place    string               `json:"place,omitempty"` // where the regulation says so: procedure[1].approval.route[0]
	Mode     regulation.RouteMode `json:"mode"`
	Seats    []Seat               `json:"seats,omitempty"`
	Need     int                  `json:"need,omitempty"`     // of a vote
	Within   *regulation.Period   `json:"within,omitempty"`   // of one round; nil: the engine's reminder
	Escalate string               `json:"escalate,omitempty"` // role told on time-out; "": the level above
}

// Seat is one place at a step.
type Seat struct {
	ID   string `json:"id"` // unique in the route: 2.1 is the first seat of the second step
	Role string `json:"role,omitempty"`
	Unit string `json:"unit,omitempty"`
	As   string `json:"as,omitempty"`   // at a meeting: regulation.SeatSecretary, SeatChair, SeatMember
	Veto bool   `json:"veto,omitempty"` // its 不同意 ends the route
}

// Person is somebody who may fill a seat; For is whom they stand in for (代理), "" in their own right.
type Person struct {
	ID  string `json:"id"`
	For string `json:"for,omitempty"`
}

// is tells whether the person, or whom they stand in for, is the one named.
func (p Person) is(id string) bool { return id != "" && (p.ID == id || p.For == id) }

// World is what an act needs to know besides the state, as it stands when the act is done.
type World struct {
	// Staff holds for each seat its levels: who holds the role in the seat's unit, then who answers for it one
	// level up, and so on. A level without a fit person passes the seat on upwards; it never passes by itself.
	Staff map[string][][]Person
	// Barred are kept out of this case, with the code of the reason (回避).
	Barred map[string]string
	// Colleagues may be asked to report, be added as signers or be sent copies, in the order to show them.
	Colleagues []string
	// Organisers may urge, and name a helper where nobody is left.
	Organisers []string
	// Day is the working day it is, or the next one: YYYY-MM-DD.
	Day string
}

// uses tells whether a verb may be used at all on this route.
func (r Route) uses(verb string) bool {
	switch verb {
	case Report:
		verb = Delegate
	case RemoveSigner:
		verb = AddSigner
	}
	if !optional[verb] {
		return true
	}
	for _, one := range r.Verbs {
		if one == verb {
			return true
		}
	}
	return false
}
