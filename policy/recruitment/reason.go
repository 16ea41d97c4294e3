package recruitment

import (
	"strings"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

// Kinds of reason.
const (
	Requirement = "require" // must hold
	Exclusion   = "exclude" // must not hold
	Opens       = "opens"   // the path is closed until it holds
	AgeWindow   = "age"
	Unsaid      = "unsaid" // the text leaves it open
	Preference  = "prefer" // ranks nobody out
	Bonus       = "bonus"  // earns points
)

// Reason is one rule's part in a result: the sentence of the text, where it stands, whether it speaks for
// the person (yes), against (no) or cannot be told, and what it lacked.
type Reason struct {
	ID      string             `json:"id"`
	Kind    string             `json:"kind,omitempty"`
	Rule    string             `json:"rule"`             // the sentence, as the text has it
	Source  string             `json:"source,omitempty"` // article or place
	Verdict regulation.Verdict `json:"verdict"`
	Missing []string           `json:"missing,omitempty"` // words of the vocabulary, or places in the file
	Note    string             `json:"note,omitempty"`    // what else must be known to read it, in Chinese
	Soft    bool               `json:"soft,omitempty"`    // stands against in principle: a person may except, or not
}

// Chinese is the reason as an officer signs it.
func (r Reason) Chinese() string {
	var b strings.Builder
	b.WriteString(r.Rule)
	if r.Source != "" {
		b.WriteString("（" + r.Source + "）")
	}
	b.WriteString("：" + r.word())
	if len(r.Missing) > 0 {
		b.WriteString("，缺少：" + strings.Join(r.lacks(), "、"))
	}
	if r.Note != "" {
		b.WriteString("，" + r.Note)
	}
	return b.String() + "。"
}

// places are the names of what a file leaves open, where a reason names a place of it.
var places = map[string]string{"ages": "适用的年龄规定", "ages.as_of": "年龄计算日", "ages.min": "最低年龄", "ages.max": "最高年龄",
	"ages.below": "年龄上限", "ages.born_from": "最早出生日期", "ages.born_to": "最晚出生日期", "unspecified": "条文本身（未写明，须先裁定）"}

// lacks names what is missing as people call it.
func (r Reason) lacks() []string {
	names := make([]string, 0, len(r.Missing))
	for _, word := range r.Missing {
		name, ok := places[word]
		if !ok {
			name = regulation.NameOf(word)
		}
		names = append(names, name)
	}
	return names
}

// word says the verdict in the words of the kind of rule.
func (r Reason) word() string {
	says := [3]string{"符合", "不符合", "无法判断"}
	switch r.Kind {
	case Exclusion:
		says = [3]string{"没有此情形", "有此情形", "无法判断"}
	case Bonus:
		says = [3]string{"加分", "不加分", "无法判断是否加分"}
	case Opens:
		says = [3]string{"本类别已开放", "本类别尚未开放", "无法判断是否开放"}
	}
	switch r.Verdict {
	case regulation.Yes:
		return says[0]
	case regulation.No:
		return says[1]
	}
	return says[2]
}

// Kinds of proposal.
const (
	ProposeQualify   = "qualify"
	ProposeRefuse    = "refuse"
	ProposeEliminate = "eliminate"
	ProposeAbsence   = "record_absence"
	ProposeHire      = "propose"
	ProposeReserve   = "reserve"
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
