// Package procedure knows the form in which every procedure says what may happen: a table of state,
// event, who may act and the state that follows. Asking it is pure and gives the same answer for ever,
// so procedures may ask it while they are replayed. It may not know any one procedure, people, time,
// records or regulations.
package procedure

// Machine stands in Row.By for a fact that no person decides: a window has closed, a batch was counted.
const Machine = "machine"

// Targets of a row that depend on where the case stands in its plan.
const (
	Stay = "@stay" // the state does not change; what was done is recorded
	Next = "@next" // the state of the plan's next stage
	This = "@this" // the state of the stage the case stands in: back from a pause
)

// Label is the name people read, in both languages.
type Label struct {
	Chinese string `json:"zh"`
	English string `json:"en"`
}

// Name is a state or an event with its label.
type Name struct {
	Code  string `json:"code"` // state: a participle; event: an imperative
	Label Label  `json:"label"`
}

// Group names several states that share rows.
type Group struct {
	Code   string
	Label  Label
	States []string
}

// Row is one thing that may happen.
type Row struct {
	From    string   // a state or the code of a group
	Event   string   // what is done
	By      []string // roles that may do it, any one; or Machine alone
	To      string   // a state, or Stay, Next, This
	Adverse bool     // touches a person's standing for the worse: a named person acts and gives the reason
}

// Table is one procedure. It is plain data; Validate says whether it holds together.
type Table struct {
	Code   string   // one word: cycle
	Label  Label    // what the procedure is called
	Start  string   // the state a case begins in
	Finals []string // states after which nothing follows
	Stages []string // states a plan may be made of; empty where the procedure has no plan
	States []Name   // every state, in reading order
	Acts   []Name   // every event, in reading order
	Groups []Group
	Rows   []Row
	Routed []Routed // states in which a route of approvals decides
	Verbs  []Name   // what people do on such a route, in reading order; only what moves the case has rows
}

// Routed is a state in which several people decide, in the order a regulation says. Their words are acts of their
// own; when all that is needed have agreed the event follows, and nobody can cause it outright.
type Routed struct {
	State string
	Event string
}

// Place is where a case stands: its state and the index of its stage in the plan (0 without a plan).
type Place struct {
	State string `json:"state"`
	Stage int    `json:"stage"`
}
