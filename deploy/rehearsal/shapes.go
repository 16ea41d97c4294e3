package rehearsal

import (
	"encoding/json"
	"strings"

	"github.com/shopspring/decimal"
)

// loose is a scalar that may be written as a number or as text.
type loose string

// UnmarshalJSON takes either.
func (l *loose) UnmarshalJSON(data []byte) error {
	*l = loose(strings.Trim(string(data), `"`))
	return nil
}

// Open is a value the regulation leaves open.
type Open struct {
	Path    string `json:"path"`
	Chinese string `json:"zh"`
	Ruler   string `json:"ruler"`
}

// Finding is what the lint found in the regulation.
type Finding struct {
	Code        string `json:"code"`
	Severity    string `json:"severity"`
	Path        string `json:"path"`
	MayOverride string `json:"may_override"`
	Overridden  bool   `json:"overridden"`
}

// Ruling is a ruling of the library or of the record.
type Ruling struct {
	Path     string `json:"path"`
	Value    string `json:"value"`
	Ruler    string `json:"ruler,omitempty"`
	Reason   string `json:"reason"`
	Invented bool   `json:"invented,omitempty"`
	By       string `json:"by,omitempty"`
	Date     string `json:"date,omitempty"`
}

// Post is one post of the cycle.
type Post struct {
	ID        string            `json:"id,omitempty"`
	Code      string            `json:"code"`
	Name      string            `json:"name"`
	Unit      string            `json:"unit"`
	Class     string            `json:"class"`
	Headcount int               `json:"headcount"`
	ByPath    map[string]int    `json:"by_path,omitempty"`
	Facts     map[string]string `json:"facts,omitempty"`
	Disposed  string            `json:"disposed,omitempty"`
}

// Step is one step of a cycle's plan.
type Step struct {
	State  string   `json:"state"`
	Label  string   `json:"label"`
	Stages []string `json:"stages"`
}

// Deadline is a legal deadline of a case.
type Deadline struct {
	Name     string `json:"name"`
	At       string `json:"at"`
	Calendar string `json:"calendar"`
	State    string `json:"state"`
}

// Offer is an act that may be done now.
type Offer struct {
	Act     string   `json:"act"`
	Label   string   `json:"label"`
	Roles   []string `json:"roles"`
	Adverse bool     `json:"adverse"`
	Needs   []string `json:"needs"`
}

// Blocked is why an act would be refused now.
type Blocked struct {
	Act   string `json:"act"`
	Code  string `json:"code"`
	Title string `json:"title"`
}

// Cycle is a recruitment as the API shows it.
type Cycle struct {
	ID         string `json:"id"`
	Title      string `json:"title"`
	Unit       string `json:"unit"`
	State      string `json:"state"`
	Seq        int    `json:"seq"`
	Stage      int    `json:"stage"`
	Plan       []Step `json:"plan"`
	Regulation struct {
		ID      string `json:"id"`
		Version loose  `json:"version"`
		Title   string `json:"title"`
	} `json:"regulation"`
	Open      []Open         `json:"open"`
	Lint      []Finding      `json:"lint"`
	Rulings   []Ruling       `json:"rulings"`
	Posts     []Post         `json:"posts"`
	Deadlines []Deadline     `json:"deadlines"`
	Next      []Offer        `json:"next"`
	Route     *Route         `json:"route"`
	Awaits    []string       `json:"awaits"`
	Counts    map[string]int `json:"counts"`
	Blocked   []Blocked      `json:"blocked"`
}

// Route is a decision that several people take: who is waited for.
type Route struct {
	Decision string       `json:"decision"`
	Status   string       `json:"status"`
	Step     int          `json:"step"`
	Waits    []Wait       `json:"waits"`
	Offers   []RouteOffer `json:"offers"`
}

// RouteOffer is a word that whoever looks may speak; Seats are added signers that it may be about.
type RouteOffer struct {
	Verb  string   `json:"verb"`
	Seats []string `json:"seats"`
}

// Wait is one seat that is waited for.
type Wait struct {
	Seat   string `json:"seat"`
	As     string `json:"as"`
	Role   string `json:"role"`
	Unit   string `json:"unit"`
	People int    `json:"people"`
}

// Reason is one rule's part in a verdict.
type Reason struct {
	ID      string   `json:"id"`
	Kind    string   `json:"kind,omitempty"`
	Rule    string   `json:"rule"`
	Verdict string   `json:"verdict"`
	Missing []string `json:"missing,omitempty"`
	Note    string   `json:"note,omitempty"`
}

// Verdict is whether a person may stand, with the rules that led to it.
type Verdict struct {
	Verdict string   `json:"verdict"`
	Reasons []Reason `json:"reasons"`
}

// UnmarshalJSON takes the word alone as well.
func (v *Verdict) UnmarshalJSON(data []byte) error {
	if json.Unmarshal(data, &v.Verdict) == nil {
		return nil
	}
	type whole Verdict
	return json.Unmarshal(data, (*whole)(v))
}

// Accommodation is a request for 合理便利.
type Accommodation struct {
	ID    string   `json:"id"`
	State string   `json:"state"`
	Needs []string `json:"needs"`
}

// Happening is one step in the life of an application.
type Happening struct {
	Seq   int    `json:"seq"`
	Event string `json:"event"`
	State string `json:"state"`
	Role  string `json:"role"`
	Date  string `json:"date"`
}

// Contract is what hired people and the county sign.
type Contract struct {
	ID           string `json:"id"`
	Application  string `json:"application"`
	Ticket       string `json:"ticket"`
	Post         string `json:"post"`
	Kind         string `json:"kind"`
	From         string `json:"from"`
	To           string `json:"to"`
	ProbationTo  string `json:"probation_to"`
	PersonSigned string `json:"person_signed"`
	CountySigned string `json:"county_signed"`
	Digest       string `json:"digest"`
	Text         string `json:"text"`
}

// Application is one person's 报名 as the API shows it.
type Application struct {
	ID             string          `json:"id"`
	Cycle          string          `json:"cycle"`
	Ticket         string          `json:"ticket"`
	Post           string          `json:"post"`
	Path           string          `json:"path"`
	State          string          `json:"state"`
	Seq            int             `json:"seq"`
	Verdict        Verdict         `json:"verdict"`
	Reviews        []Verdict       `json:"verdicts"` // what the rules said at each review
	Facts          map[string]any  `json:"facts,omitempty"`
	Accommodations []Accommodation `json:"accommodations"`
	Contract       *Contract       `json:"contract"`
	Next           []Offer         `json:"next"`
	Deadlines      []Deadline      `json:"deadlines"`
	History        []Happening     `json:"history"`
	Serve          []Await         `json:"serve"`
}

// UnmarshalJSON takes the reasons from beside the verdict as well.
func (a *Application) UnmarshalJSON(data []byte) error {
	type whole Application
	var beside struct {
		Reasons []Reason `json:"reasons"`
	}
	if err := json.Unmarshal(data, (*whole)(a)); err != nil {
		return err
	}
	if err := json.Unmarshal(data, &beside); err != nil {
		return err
	}
	if beside.Reasons != nil {
		a.Verdict.Reasons = beside.Reasons
	}
	return nil
}

// Score is one mark as it was keyed.
type Score struct {
	Application string           `json:"application,omitempty"`
	Ticket      string           `json:"ticket"`
	Part        string           `json:"part,omitempty"`
	Examiner    string           `json:"examiner,omitempty"`
	Value       *decimal.Decimal `json:"value,omitempty"`
	Absent      bool             `json:"absent,omitempty"`
	No          int              `json:"no,omitempty"`
	Replaced    bool             `json:"replaced,omitempty"`
	Reason      string           `json:"reason,omitempty"`
}

// Standing is a place in the list of a stage.
type Standing struct {
	Application string           `json:"application"`
	Stage       int              `json:"stage"`
	Total       *decimal.Decimal `json:"total"`
	Rank        int              `json:"rank"`
	Place       string           `json:"place"`
	Arithmetic  json.RawMessage  `json:"arithmetic"`
}

// Proposals are what a confirmation would do.
type Proposals struct {
	Stage  int           `json:"stage"`
	State  string        `json:"state"`
	Rows   []ProposalRow `json:"rows"`
	Open   []OpenNeed    `json:"open"`
	Digest string        `json:"digest"`
}

// ProposalRow is one person's line in it.
type ProposalRow struct {
	Application string           `json:"application"`
	Ticket      string           `json:"ticket"`
	Post        string           `json:"post"`
	Path        string           `json:"path"`
	Total       *decimal.Decimal `json:"total"`
	Rank        int              `json:"rank"`
	Place       string           `json:"place"`
	Event       string           `json:"event"`
	Adverse     bool             `json:"adverse"`
}

// OpenNeed is what keeps a list from being settled.
type OpenNeed struct {
	Code    string   `json:"code"`
	Title   string   `json:"title"`
	Body    string   `json:"body"`
	Part    string   `json:"part"`
	Tickets []string `json:"tickets"`
}

// Decision is a named person's decision.
type Decision struct {
	Case   string `json:"case"`
	Seq    int    `json:"seq"`
	Kind   string `json:"kind"`
	About  string `json:"about"`
	Role   string `json:"role"`
	Reason string `json:"reason"`
	Date   string `json:"date"`
}

// Objection is one against a published list.
type Objection struct {
	ID          string `json:"id"`
	Application string `json:"application"`
	Verdict     string `json:"verdict"`
}

// Notice is a public text.
type Notice struct {
	ID        string `json:"id"`
	Kind      string `json:"kind"`
	Text      string `json:"text"`
	Published string `json:"published"`
	Ends      string `json:"ends"`
}

// Audited is one entry of the audit.
type Audited struct {
	Case       string `json:"case"`
	No         int    `json:"no"`
	Seq        int    `json:"seq"`
	Event      string `json:"event"`
	Role       string `json:"role"`
	BusinessAt string `json:"business_at"`
}

// Audit is the chain of a cycle and its applications.
type Audit struct {
	Items    []Audited `json:"items"`
	Verified bool      `json:"verified"`
}

// Unit is a node of the area tree.
type Unit struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	Level  string `json:"level"`
	Parent string `json:"parent"`
}

// offered finds an act among the offers.
func offered(offers []Offer, act string) (Offer, bool) {
	for _, o := range offers {
		if o.Act == act {
			return o, true
		}
	}
	return Offer{}, false
}

// did tells whether an event stands in an application's history.
func (a Application) did(event string) bool {
	for _, h := range a.History {
		if h.Event == event {
			return true
		}
	}
	return false
}
