package regulation

import "github.com/shopspring/decimal"

// Regulation is one county's rules file (管理办法 or 公告).
type Regulation struct {
	ID           string        `yaml:"regulation" json:"id"`
	Title        string        `yaml:"title" json:"title"`
	Unit         string        `yaml:"unit" json:"unit"` // division code, 12 digits; empty where the place is not named
	Kind         string        `yaml:"kind" json:"kind"` // measures 管理办法 | notice 公告 | opinion 实施意见
	Issued       Value[Date]   `yaml:"issued" json:"issued"`
	Source       Source        `yaml:"source" json:"source"`
	Posts        []PostClass   `yaml:"posts" json:"posts"`
	Paths        []Path        `yaml:"paths" json:"paths"`
	Exclusions   []Condition   `yaml:"exclusions" json:"exclusions"` // yes to any one excludes, on every path
	Priorities   []Condition   `yaml:"priorities" json:"priorities"` // at equal score or equal conditions; never exclude
	Caps         []Cap         `yaml:"caps" json:"caps"`             // shares of a path over many posts
	Documents    []Document    `yaml:"documents" json:"documents"`
	Procedure    []Stage       `yaml:"procedure" json:"procedure"`
	Substitution *Substitution `yaml:"substitution" json:"substitution"`
	Contract     *Contract     `yaml:"contract" json:"contract"`
	Pay          []Pay         `yaml:"pay" json:"pay"`
	Concurrent   []Concurrent  `yaml:"concurrent" json:"concurrent"`
	Duties       []Duty        `yaml:"duties" json:"duties"`
	Appraisal    *Appraisal    `yaml:"appraisal" json:"appraisal"`
	Exit         *Exit         `yaml:"exit" json:"exit"`
	Transition   []Transition  `yaml:"transition" json:"transition"`
	Rollout      []Clause      `yaml:"rollout" json:"rollout"`
	Clauses      []Clause      `yaml:"clauses" json:"clauses"`     // what the text says and no procedure computes yet; shown, never lost
	Rulings      []Ruling      `yaml:"-" json:"rulings,omitempty"` // applied to this copy, in order; a file has none
}

// Date is a civil date YYYY-MM-DD, Asia/Shanghai.
type Date string

// Day is a civil date, or a day of the cycle that the text names instead of printing it (公告发布之日).
type Day string

// Days of the cycle a text may name.
const (
	NoticeDay          Day = "notice"              // 公告发布之日
	RegistrationOpens  Day = "registration_opens"  // 报名首日
	RegistrationCloses Day = "registration_closes" // 报名截止之日
)

// Named tells whether the text names a day of the cycle instead of printing a date.
func (d Day) Named() bool {
	return d == NoticeDay || d == RegistrationOpens || d == RegistrationCloses
}

// In finds the date of the day in a cycle; where it is not known the word of the vocabulary that is missing.
func (d Day) In(c *Cycle) (date *Date, missing string) {
	if !d.Named() {
		printed := Date(d)
		return &printed, ""
	}
	if c == nil {
		c = &Cycle{}
	}
	date = map[Day]*Date{NoticeDay: c.Notice, RegistrationOpens: c.Opens, RegistrationCloses: c.Closes}[d]
	if date == nil {
		missing = "cycle." + string(d)
	}
	return date, missing
}

// Source says where the text comes from and what of it is missing.
type Source struct {
	Key    string   `yaml:"key" json:"key"`
	Grade  string   `yaml:"grade" json:"grade"`   // evidence grade A, B, C
	Cut    []string `yaml:"cut" json:"cut"`       // topics where the stored text stops
	Silent []string `yaml:"silent" json:"silent"` // topics the text covers and does not state
	Basis  []string `yaml:"basis" json:"basis"`   // documents it rests on
}

// Period is a length of time with its unit; exactly one field is set.
type Period struct {
	Days        int `yaml:"days" json:"days,omitempty"`
	WorkingDays int `yaml:"working_days" json:"working_days,omitempty"`
	Months      int `yaml:"months" json:"months,omitempty"`
	Years       int `yaml:"years" json:"years,omitempty"`
}

// Condition is a predicate with the sentence people read. Expr is CEL over the documented vocabulary.
type Condition struct {
	ID          string `yaml:"id" json:"id"`
	Rule        string `yaml:"rule" json:"rule"` // the sentence, as the text has it
	Expr        string `yaml:"expr" json:"expr"`
	Source      string `yaml:"source" json:"source,omitempty"`
	InPrinciple bool   `yaml:"in_principle" json:"in_principle,omitempty"` // 原则上
	Soft        bool   `yaml:"soft" json:"soft,omitempty"`                 // a preference; ranks nobody out
	Obsolete    string `yaml:"obsolete" json:"obsolete,omitempty"`         // why it may not be used in new runs
	Until       Date   `yaml:"until" json:"until,omitempty"`               // date-bound
}

// PostClass is a kind of post with its level, legal regime and headcount rule.
type PostClass struct {
	ID        string          `yaml:"class" json:"class"`
	Name      string          `yaml:"name" json:"name"`
	Level     string          `yaml:"level" json:"level"`         // county | township | street | village
	Regime    Value[string]   `yaml:"regime" json:"regime"`       // labour | public_welfare | institution | dispatch | part_time | service | lost_time
	Headcount Value[string]   `yaml:"headcount" json:"headcount"` // per_plan or a number in digits
	Quota     []Quota         `yaml:"quota" json:"quota"`
	ByPath    map[string]int  `yaml:"by_path" json:"by_path"` // fixed buckets: {disabled: 5, relative: 1}
	Split     Value[string]   `yaml:"split" json:"split"`     // by_path: the text divides the posts by path; it need not say how many each has
	Organiser Value[[]string] `yaml:"organiser" json:"organiser"`
}

// Quota gives posts per unit; the first rule whose expr is true counts. A unit no rule reaches is unspecified.
type Quota struct {
	Rule   string     `yaml:"rule" json:"rule"`
	Expr   string     `yaml:"expr" json:"expr"` // CEL over unit
	Posts  Value[int] `yaml:"posts" json:"posts"`
	UpTo   Value[int] `yaml:"up_to" json:"up_to"` // may, as work requires
	Source string     `yaml:"source" json:"source,omitempty"`
}

// Path is a category of applicant (报考类别): conditions that must all hold, and age windows of which one must.
type Path struct {
	ID      string      `yaml:"id" json:"id"`
	Name    string      `yaml:"name" json:"name"`
	Require []Condition `yaml:"require" json:"require"`
	Ages    []Age       `yaml:"ages" json:"ages"`
	Opens   *Condition  `yaml:"opens" json:"opens"`   // CEL over cycle; the path is closed until it holds
	Silent  []string    `yaml:"silent" json:"silent"` // requirements the text leaves unsaid; ruled on before use
}

// Age is one window: the ages as read, the birth dates as printed, the phrase itself.
// A window applies to applicants for whom When holds; one applicable window that admits suffices.
type Age struct {
	Phrase      string      `yaml:"phrase" json:"phrase"`
	When        string      `yaml:"when" json:"when,omitempty"` // CEL
	Sex         string      `yaml:"sex" json:"sex,omitempty"`   // male | female | empty
	Min         Value[int]  `yaml:"min" json:"min"`             // completed years, inclusive
	Max         Value[int]  `yaml:"max" json:"max"`             // completed years, inclusive
	Below       Value[int]  `yaml:"below" json:"below"`         // completed years, exclusive
	BornFrom    Value[Date] `yaml:"born_from" json:"born_from"` // printed, inclusive; decides where it is given
	BornTo      Value[Date] `yaml:"born_to" json:"born_to"`
	AsOf        Value[Day]  `yaml:"as_of" json:"as_of"`
	InPrinciple bool        `yaml:"in_principle" json:"in_principle,omitempty"`
	Source      string      `yaml:"source" json:"source,omitempty"`
}

// Cap limits the share of a path over a scope: floor(20 % of 13) is 2.
type Cap struct {
	Path        string                 `yaml:"path" json:"path"`
	Percent     Value[decimal.Decimal] `yaml:"percent" json:"percent"`
	Of          string                 `yaml:"of" json:"of"` // county_posts | cycle_posts
	Count       Value[int]             `yaml:"count" json:"count"`
	Rounding    Value[Mode]            `yaml:"rounding" json:"rounding"`
	Ties        Value[string]          `yaml:"ties" json:"ties"` // who stays of equals of different posts at the limit: lots
	InPrinciple bool                   `yaml:"in_principle" json:"in_principle,omitempty"`
	Source      string                 `yaml:"source" json:"source,omitempty"`
}

// Document is a paper to bring; When says for whom.
type Document struct {
	Name   string `yaml:"name" json:"name"`
	Copies int    `yaml:"copies" json:"copies,omitempty"`
	When   string `yaml:"when" json:"when,omitempty"`
	Source string `yaml:"source" json:"source,omitempty"`
}

// Clause is a sentence of the text kept in its own words under a topic.
type Clause struct {
	Topic  string `yaml:"topic" json:"topic"`
	Text   string `yaml:"text" json:"text"`
	Source string `yaml:"source" json:"source,omitempty"`
}
