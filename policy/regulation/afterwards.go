package regulation

import "github.com/shopspring/decimal"

// Contract is 合同/协议.
type Contract struct {
	Kind      Value[string]            `yaml:"kind" json:"kind"` // by class where classes differ: see ByClass
	ByClass   map[string]Value[string] `yaml:"by_class" json:"by_class,omitempty"`
	Probation Value[Period]            `yaml:"probation" json:"probation"`
	Before    Value[bool]              `yaml:"probation_before_signing" json:"probation_before_signing"`
	Term      Value[Period]            `yaml:"term" json:"term"`
	Ceiling   Value[Period]            `yaml:"ceiling" json:"ceiling"`
	Renewal   Value[string]            `yaml:"renewal" json:"renewal"` // CEL over record, or the sentence
	Signers   Value[[]string]          `yaml:"signers" json:"signers"` // roles in signing order, "applicant" included
}

// Pay is one payment owed by post class; kind decides whether wage law applies.
type Pay struct {
	Class     string                 `yaml:"class" json:"class"`
	Kind      string                 `yaml:"kind" json:"kind"`     // wage | lost_time (误工补贴) | allowance
	Amount    Value[decimal.Decimal] `yaml:"amount" json:"amount"` // CNY per Every
	Every     string                 `yaml:"every" json:"every"`   // month | year
	Floor     Value[string]          `yaml:"floor" json:"floor"`   // minimum_wage
	Insurance Value[[]string]        `yaml:"insurance" json:"insurance"`
	Payer     Value[string]          `yaml:"payer" json:"payer"`
	Fund      Value[string]          `yaml:"fund" json:"fund"`
	Source    string                 `yaml:"source" json:"source,omitempty"`
}

// Concurrent is 兼职: what a holder of the class may or may not hold beside it.
type Concurrent struct {
	Class  string   `yaml:"class" json:"class"`
	Stance string   `yaml:"stance" json:"stance"` // encouraged | allowed | forbidden
	Posts  []string `yaml:"posts" json:"posts"`
	Source string   `yaml:"source" json:"source,omitempty"`
}

// Duty is 职责, with a frequency where one is given.
type Duty struct {
	Text   string     `yaml:"text" json:"text"`
	Class  string     `yaml:"class" json:"class,omitempty"`
	Times  Value[int] `yaml:"times" json:"times"`
	Every  string     `yaml:"every" json:"every,omitempty"` // month | quarter | year
	Source string     `yaml:"source" json:"source,omitempty"`
}

// Appraisal is 考核.
type Appraisal struct {
	Cycle  Value[string]          `yaml:"cycle" json:"cycle"` // annual | monthly | …
	Parts  Value[[]AppraisalPart] `yaml:"parts" json:"parts"`
	Grades Value[[]string]        `yaml:"grades" json:"grades"`
	Result Value[string]          `yaml:"result" json:"result"`
	Appeal Value[Period]          `yaml:"appeal" json:"appeal"`
}

// AppraisalPart is one component of the hundred.
type AppraisalPart struct {
	Name   string                 `yaml:"name" json:"name"`
	Weight Value[decimal.Decimal] `yaml:"weight" json:"weight"`
	By     string                 `yaml:"by" json:"by"`
}

// Exit is the exit side of 能进能出.
type Exit struct {
	Principle string          `yaml:"principle" json:"principle"`
	Grounds   Value[[]string] `yaml:"grounds" json:"grounds"`
	Notice    Value[Period]   `yaml:"notice" json:"notice"`
}

// Transition reaches people already in post when the rules change (过渡条款).
type Transition struct {
	Rule   string        `yaml:"rule" json:"rule"`
	Who    string        `yaml:"who" json:"who"`       // CEL over applicant: the incumbents it covers
	Exempt []string      `yaml:"exempt" json:"exempt"` // IDs of conditions they need not meet meanwhile
	Until  Value[Date]   `yaml:"until" json:"until"`
	Within Value[Period] `yaml:"within" json:"within"` // from the date of issue
	Source string        `yaml:"source" json:"source,omitempty"`
}
