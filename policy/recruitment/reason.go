package recruitment

import (
	"strings"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

// Reason is one rule's part in a result: the sentence of the text, where it stands, what it says about
// the case, and what it lacked to say it.
type Reason struct {
	ID       string             `json:"id"`
	Rule     string             `json:"rule"`             // the sentence, as the text has it
	Source   string             `json:"source,omitempty"` // article or place
	Verdict  regulation.Verdict `json:"verdict"`          // does the case meet the rule
	Missing  []string           `json:"missing,omitempty"`
	Note     string             `json:"note,omitempty"` // what else must be known to read it, in Chinese
	Standing string             `json:"standing,omitempty"`
}

// Chinese is the reason as an officer signs it.
func (r Reason) Chinese() string {
	var b strings.Builder
	b.WriteString(r.Rule)
	if r.Source != "" {
		b.WriteString("（" + r.Source + "）")
	}
	switch r.Verdict {
	case regulation.Yes:
		b.WriteString("：符合")
	case regulation.No:
		b.WriteString("：不符合")
	default:
		b.WriteString("：无法判断")
	}
	if len(r.Missing) > 0 {
		b.WriteString("，缺少 " + strings.Join(r.Missing, "、"))
	}
	if r.Note != "" {
		b.WriteString("，" + r.Note)
	}
	return b.String() + "。"
}

// Kinds of proposal.
const (
	ProposeQualify   = "qualify"
	ProposeRefuse    = "refuse"
	ProposeEliminate = "eliminate"
	ProposeAbsence   = "record_absence"
	ProposeHire      = "propose"
	ProposeReserve   = "list_reserve"
)

// Proposal is what the rules suggest for one application. It changes nothing: an adverse one waits for
// a named person with reasons (个人信息保护法 art. 24), and so does every other.
type Proposal struct {
	Ticket  string   `json:"ticket"`
	Event   string   `json:"event"` // event of the application's state table
	Adverse bool     `json:"adverse"`
	Reasons []Reason `json:"reasons"`
}

// Propose makes a proposal; whether it is adverse stands in the state table.
func Propose(ticket, event string, reasons ...Reason) Proposal {
	adverse := false
	for _, row := range Application().Rows {
		adverse = adverse || row.Event == event && row.Adverse
	}
	return Proposal{Ticket: ticket, Event: event, Adverse: adverse, Reasons: reasons}
}

// silence is the fault of a value the regulation leaves open. The value is its place in the file.
func silence(value string) error {
	return fault.New("regulation.silent", "value", value, "who", "有权裁定的人")
}
