package approval

import (
	"slices"
	"strconv"
)

// Status is where a route stands as a whole.
type Status string

// Statuses. Agreed, Refused, Withdrawn and Void are final.
const (
	Open      Status = "open"      // somebody has to speak
	Returned  Status = "returned"  // with the submitter, to be put right
	Agreed    Status = "agreed"    // 同意
	Refused   Status = "refused"   // 不同意
	Withdrawn Status = "withdrawn" // 撤回
	Void      Status = "void"      // 作废
)

// State is everything a route has come to. It is plain data and passes through JSON unchanged.
type State struct {
	Status    Status   `json:"status"`
	Submitter string   `json:"submitter"`
	Step      int      `json:"step"`  // index of the step that is on
	Round     int      `json:"round"` // counts every round of every step, and each time the submitter has it
	Told      int      `json:"told"`  // how often this round's clock has run out
	Chairs    []Chair  `json:"chairs,omitempty"`
	Back      string   `json:"back,omitempty"` // while returned: the seat that returned it
	Minutes   *Minutes `json:"minutes,omitempty"`
	Voices    []Voice  `json:"voices,omitempty"` // every word ever spoken, in order
	Copies    []string `json:"copies,omitempty"`
	Urged     string   `json:"urged,omitempty"` // the working day of the last 催办
}

// Chair is a seat in the round that is on.
type Chair struct {
	Seat     Seat     `json:"seat"`
	Person   string   `json:"person,omitempty"`   // bound to them: 转办, 加签; "" for anybody who may fill it
	Had      []string `json:"had,omitempty"`      // have passed it on, and do not get it again
	Delegate string   `json:"delegate,omitempty"` // asked to report first 委派
	Asker    *Person  `json:"asker,omitempty"`    // who asked, and decides after the report
	Added    string   `json:"added,omitempty"`    // who added this signer 加签
	By       string   `json:"by,omitempty"`       // seat of who added it
	Before   bool     `json:"before,omitempty"`   // speaks before that seat, else after
	Parked   string   `json:"parked,omitempty"`   // who has put it aside 暂存
	Said     *Voice   `json:"said,omitempty"`
}

// Voice is one word, spoken by a person in a seat.
type Voice struct {
	Verb  string `json:"verb"`
	By    Person `json:"by"`
	Seat  string `json:"seat,omitempty"`
	Step  int    `json:"step"`
	Round int    `json:"round"`
}

// Minutes are what a meeting came to 集体研究. Where the body, date, number and scan are kept is the record's
// business; the route needs who was there and the result.
type Minutes struct {
	Present []string `json:"present"`
	Recused []string `json:"recused,omitempty"`
	Result  string   `json:"result"` // Agree, Disagree or Return
	By      Person   `json:"by"`
}

// Final tells whether the route has ended.
func (s State) Final() bool { return s.Status != Open && s.Status != Returned }

// Clock names the clock that runs while the route is not final: one for each round, and a new one each time it
// has run out. "" after the end.
func (s State) Clock() string {
	if s.Final() {
		return ""
	}
	return "round:" + strconv.Itoa(s.Round) + "." + strconv.Itoa(s.Told)
}

// Begin puts the route before its first step.
func (r Route) Begin(submitter string) State {
	s := State{Status: Open, Submitter: submitter}
	return r.enter(s, 0)
}

// Again puts a decision that did not come about back with its submitter, before the first step.
func (r Route) Again(submitter string) State {
	s := r.Begin(submitter)
	s.Status = Returned
	return s
}

// enter opens a round of a step; behind the last step everybody has agreed.
func (r Route) enter(s State, step int) State {
	s.Round, s.Told, s.Minutes, s.Back, s.Chairs = s.Round+1, 0, nil, "", nil
	if step >= len(r.Steps) {
		s.Status, s.Step = Agreed, len(r.Steps)
		return s
	}
	s.Status, s.Step = Open, step
	for _, seat := range r.Steps[step].Seats {
		s.Chairs = append(s.Chairs, Chair{Seat: seat})
	}
	return s
}

// copied is the state with lists of its own, so that an act leaves the state it began from as it was.
func (s State) copied() State {
	s.Chairs, s.Voices, s.Copies = slices.Clone(s.Chairs), slices.Clone(s.Voices), slices.Clone(s.Copies)
	for i := range s.Chairs {
		s.Chairs[i].Had = slices.Clone(s.Chairs[i].Had)
	}
	return s
}

// chair finds the index of a seat in the round; -1 where it is not.
func (s State) chair(seat string) int {
	return slices.IndexFunc(s.Chairs, func(c Chair) bool { return c.Seat.ID == seat })
}
