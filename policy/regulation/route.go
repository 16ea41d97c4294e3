package regulation

import "slices"

// RouteMode is how the seats of one step come to a decision.
type RouteMode string

// Modes of a step.
const (
	RouteAll       RouteMode = "all"       // 会签: every seat agrees
	RouteAny       RouteMode = "any"       // 或签: the first who decides
	RouteVote      RouteMode = "vote"      // 表决: so many of the seats agree
	RouteSequence  RouteMode = "sequence"  // 依次: seat after seat, in the order written
	RouteMeeting   RouteMode = "meeting"   // 集体研究: the secretary enters the minutes, the chair confirms them
	RoutePublicity RouteMode = "publicity" // 公示等待: waits for the end of a publicity; nobody signs
)

// RouteUnit says in which unit a seat's role is held, seen from what is decided about.
type RouteUnit string

// Unit relations of a seat.
const (
	SeatOwn       RouteUnit = "own"       // the unit of the case itself
	SeatAbove     RouteUnit = "above"     // the unit above it
	SeatTownship  RouteUnit = "township"  // the township of the case
	SeatConcerned RouteUnit = "concerned" // each township the decision is about: one seat each
	SeatCounty    RouteUnit = "county"
	SeatCity      RouteUnit = "city"
)

// Duties of a seat at a meeting.
const (
	SeatSecretary = "secretary" // enters the minutes 记录人
	SeatChair     = "chair"     // confirms them 主持人
	SeatMember    = "member"    // takes part and is told
)

// RouteVerbs are what a regulation may turn on besides 同意, 不同意 and 退回补正. Reporting back comes with
// delegate, removing a signer with add_signer.
var RouteVerbs = []string{"send_back", "transfer", "delegate", "add_signer", "withdraw", "urge", "copy", "park", "void"}

// RouteStep is one step of the ordered route of a decision. In the file a step of one signer is that role
// alone: `route: [township_leader, county_director]`.
type RouteStep struct {
	Name     string             `yaml:"step" json:"step,omitempty"`
	By       Value[[]RouteSeat] `yaml:"by" json:"by"`
	Mode     Value[RouteMode]   `yaml:"mode" json:"mode"`           // needed where there is more than one seat
	Need     Value[int]         `yaml:"need" json:"need"`           // vote: seats that must agree
	Veto     Value[[]string]    `yaml:"veto" json:"veto"`           // roles whose 不同意 ends the route 一票否决
	Within   Value[Period]      `yaml:"within" json:"within"`       // of one round; then the level above is told
	Escalate Value[string]      `yaml:"escalate" json:"escalate"`   // the role told on time-out; absent: the level above
	When     string             `yaml:"when" json:"when,omitempty"` // CEL; the step is taken where it holds of anything the decision is about
	Source   string             `yaml:"source" json:"source,omitempty"`
}

// RouteSeat is one place at a step. In the file the role alone, where its unit needs no saying.
type RouteSeat struct {
	Role string    `yaml:"role" json:"role"`
	Unit RouteUnit `yaml:"unit" json:"unit,omitempty"` // empty: where the role is usually held, seen from the case
	As   string    `yaml:"as" json:"as,omitempty"`     // at a meeting
}

// SignedBy makes a step of one signer.
func SignedBy(role string) RouteStep {
	return RouteStep{By: Give([]RouteSeat{{Role: role}})}
}

// How is the mode of the step: as stated, else that of a single signer.
func (s RouteStep) How() RouteMode {
	if !s.Mode.Known() && len(s.By.V) <= 1 {
		return RouteAny
	}
	return s.Mode.V
}

// Plain lists the roles of a route in order where each step has one signer, stated and unconditional; not ok
// for any other route.
func Plain(route []RouteStep) (roles []string, ok bool) {
	for _, s := range route {
		if len(s.By.V) != 1 || s.When != "" || s.Mode.Standing != Absent {
			return nil, false
		}
		roles = append(roles, s.By.V[0].Role)
	}
	return roles, true
}

// Roles lists every role that has a seat, each once, in order.
func Roles(route []RouteStep) []string {
	var roles []string
	for _, s := range route {
		for _, seat := range s.By.V {
			if !slices.Contains(roles, seat.Role) {
				roles = append(roles, seat.Role)
			}
		}
	}
	return roles
}
