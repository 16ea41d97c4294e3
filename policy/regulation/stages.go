package regulation

import "github.com/shopspring/decimal"

// StageKind is one of the closed set of stages (rules.md, idea 1).
type StageKind string

// Stage kinds.
const (
	StagePlan          StageKind = "plan"
	StageApproval      StageKind = "approval"
	StageNotice        StageKind = "notice"
	StageRegistration  StageKind = "registration"
	StageNomination    StageKind = "nomination"
	StageReview        StageKind = "review"
	StageOpening       StageKind = "opening"
	StageAccommodation StageKind = "accommodation"
	StageWritten       StageKind = "written"
	StageSkills        StageKind = "skills"
	StageInterview     StageKind = "interview"
	StageShortlist     StageKind = "shortlist"
	StageTotal         StageKind = "total"
	StageRank          StageKind = "rank"
	StageChoice        StageKind = "choice"
	StageMedical       StageKind = "medical"
	StageBackground    StageKind = "background"
	StagePublicity     StageKind = "publicity"
	StageHire          StageKind = "hire"
)

// Stage is one entry of the procedure; in the file the kind is the key: `- written: {…}`.
// Exactly one of the pointers after When is set, by kind.
type Stage struct {
	Kind         StageKind          `json:"kind"`
	Await        string             `json:"await,omitempty"` // outside event: city_exam_date, city_paper, city_plan_review
	By           Value[[]string]    `json:"by"`              // roles
	Approval     *ApprovalStage     `json:"approval,omitempty"`
	Registration *RegistrationStage `json:"registration,omitempty"` // registration, nomination
	Review       *ReviewStage       `json:"review,omitempty"`
	Opening      *OpeningStage      `json:"opening,omitempty"`
	Exam         *ExamStage         `json:"exam,omitempty"` // written, skills, interview
	Shortlist    *ShortlistStage    `json:"shortlist,omitempty"`
	Total        *TotalStage        `json:"total,omitempty"`
	Rank         *RankStage         `json:"rank,omitempty"`
	Check        *CheckStage        `json:"check,omitempty"` // medical, background
	Publicity    *PublicityStage    `json:"publicity,omitempty"`
	Hire         *HireStage         `json:"hire,omitempty"`
	Standing     Standing           `yaml:"-" json:"standing,omitempty"` // ruled: a person added the whole stage
	Ruler        string             `yaml:"-" json:"ruler,omitempty"`
	Reason       string             `yaml:"-" json:"reason,omitempty"`
}

// ApprovalStage is the approval of the plan.
type ApprovalStage struct {
	Route Value[[]RouteStep] `yaml:"route" json:"route"` // who decides, in order
	Verbs Value[[]string]    `yaml:"verbs" json:"verbs"` // of RouteVerbs, what this county turns on
}

// RegistrationStage is 报名: the window and where.
type RegistrationStage struct {
	Window  Value[Period]          `yaml:"window" json:"window"`
	Place   Value[string]          `yaml:"place" json:"place"`
	Fee     Value[decimal.Decimal] `yaml:"fee" json:"fee"` // CNY
	OnePost Value[bool]            `yaml:"one_post" json:"one_post"`
	Hours   Value[string]          `yaml:"hours" json:"hours"`
}

// ReviewStage is 资格审查.
type ReviewStage struct {
	Levels     Value[[]string] `yaml:"levels" json:"levels"`         // roles in order: township_clerk, county_hr
	Supplement Value[Period]   `yaml:"supplement" json:"supplement"` // time to correct papers
	Throughout Value[bool]     `yaml:"throughout" json:"throughout"` // reaches back through the whole process
}

// Ratio is people per post, kept with the direction it was written in.
type Ratio struct {
	Posts  int `json:"posts"`
	People int `json:"people"`
}

// OpeningStage is 开考比例 with what may follow a shortfall.
type OpeningStage struct {
	Ratio   Value[Ratio]          `json:"ratio"`
	ByClass map[string]ClassRatio `json:"by_class,omitempty"` // of classes with a ratio of their own, or with none
	CountOn Value[string]         `json:"count_on"`           // registered | qualified | ticket_holders | shortlisted
	Short   Value[[]string]       `json:"short"`              // allowed: cancel, reduce, keep, reroute
}

// ClassRatio is the opening ratio of one class of posts; None says that its posts open with anybody.
type ClassRatio struct {
	Ratio Value[Ratio] `json:"ratio"`
	None  bool         `json:"none,omitempty"`
}

// ExamStage is a scored stage: written, skills or interview.
type ExamStage struct {
	Paper   Value[string]                     `yaml:"paper" json:"paper"`
	Form    Value[string]                     `yaml:"form" json:"form"`
	Items   Value[[]string]                   `yaml:"items" json:"items"`
	Full    Value[decimal.Decimal]            `yaml:"full" json:"full"`
	Minutes Value[int]                        `yaml:"minutes" json:"minutes"`
	Pass    Value[decimal.Decimal]            `yaml:"pass" json:"pass"`
	PassBy  map[string]Value[decimal.Decimal] `yaml:"pass_by" json:"pass_by,omitempty"` // by path
	Alone   Value[decimal.Decimal]            `yaml:"pass_alone" json:"pass_alone"`     // where no more people than places are left (无竞争)
	Exempt  []Condition                       `yaml:"exempt" json:"exempt"`
	Panel   Value[Panel]                      `yaml:"panel" json:"panel"`
	Bonus   Value[BonusRule]                  `yaml:"bonus" json:"bonus"`
	Ticket  Value[string]                     `yaml:"wrong_ticket" json:"wrong_ticket"` // e.g. zero
	Absence Value[string]                     `yaml:"absence" json:"absence"`           // e.g. waived
}

// Panel is a group of examiners and how their marks become one.
type Panel struct {
	Size     int         `yaml:"size" json:"size"`
	DropHigh int         `yaml:"drop_high" json:"drop_high"`
	DropLow  int         `yaml:"drop_low" json:"drop_low"`
	Digits   Value[int]  `yaml:"digits" json:"digits"`     // of the mean
	Rounding Value[Mode] `yaml:"rounding" json:"rounding"` // of the mean
}

// BonusRule is 加分: what earns points, how several of them count for one person, and where they are added.
// A text that says there is none has no items.
type BonusRule struct {
	Items   []Bonus                `yaml:"items" json:"items"`
	Several Value[string]          `yaml:"several" json:"several"`   // cumulative | best
	AtMost  Value[decimal.Decimal] `yaml:"at_most" json:"at_most"`   // points of one person in all
	AddedTo Value[string]          `yaml:"added_to" json:"added_to"` // part: the part's mark | total: on top of the total, or inside it where it has a weight
	InPass  Value[bool]            `yaml:"in_pass" json:"in_pass"`   // the part's pass mark counts it
}

// Bonus is one way to earn points: so many when the condition holds.
type Bonus struct {
	Condition `yaml:",inline"`
	Points    decimal.Decimal `yaml:"points" json:"points"`
}

// ShortlistStage cuts from one part to the next by ratio, or takes all who pass.
type ShortlistStage struct {
	From     string        `json:"from"`
	To       string        `json:"to"`
	Ratio    Value[Ratio]  `json:"ratio"`
	Rounding Value[Mode]   `json:"rounding"`      // of people, where the ratio of the posts is no whole number
	All      bool          `json:"all,omitempty"` // all who pass and all exempt
	Ties     Value[string] `json:"ties"`          // include | exclude at the cut
}

// Mode is a rounding rule.
type Mode string

// Rounding modes; half_up is 四舍五入.
const (
	HalfUp   Mode = "half_up"
	HalfEven Mode = "half_even"
	Truncate Mode = "truncate"
	Floor    Mode = "floor"
	Ceiling  Mode = "ceiling"
)

// TotalStage adds the parts.
type TotalStage struct {
	Weights  Value[map[string]decimal.Decimal]            `yaml:"weights" json:"weights"` // percent by part
	ByPath   map[string]Value[map[string]decimal.Decimal] `yaml:"by_path" json:"by_path,omitempty"`
	Exempt   Value[map[string]decimal.Decimal]            `yaml:"exempt" json:"exempt"` // weights of candidates exempt from a part
	Merge    Value[string]                                `yaml:"merge" json:"merge"`   // how exempt and other scales meet in one list: one_list | separate_lists
	Share    Value[string]                                `yaml:"share" json:"share"`   // which of separate lists takes its places first: exempt_first | exempt_last
	Digits   Value[int]                                   `yaml:"digits" json:"digits"`
	Rounding Value[Mode]                                  `yaml:"rounding" json:"rounding"`
	Each     Value[int]                                   `yaml:"digits_each" json:"digits_each"` // each part's share is rounded first, by the same mode
}

// RankStage orders equal totals.
type RankStage struct {
	Ties []Tie `yaml:"ties" json:"ties"`
}

// Tie is one step of the tie-break; exactly one is set.
type Tie struct {
	Higher      string        `yaml:"higher" json:"higher,omitempty"`     // a part: written
	Item        string        `yaml:"item" json:"item,omitempty"`         // with Higher, one of the part's items: 公文写作
	Exempt      Value[string] `yaml:"exempt" json:"exempt,omitzero"`      // with Higher, those exempt from the part come: before | after, or the step is skipped: skip
	Status      []Condition   `yaml:"status" json:"status,omitempty"`     // first condition that tells them apart
	Priority    bool          `yaml:"priority" json:"priority,omitempty"` // the regulation's priorities
	Extra       string        `yaml:"extra" json:"extra,omitempty"`       // an extra question of this part
	Consent     string        `yaml:"consent" json:"consent,omitempty"`   // outside body that must agree to Extra
	Lots        bool          `yaml:"lots" json:"lots,omitempty"`         // 抽签, always a last resort
	Unspecified bool          `yaml:"-" json:"unspecified,omitempty"`
}

// CheckStage is the medical or the background check.
type CheckStage struct {
	Ratio    Value[Ratio]       `json:"ratio"`
	Rounding Value[Mode]        `json:"rounding"` // of people, where the ratio of the posts is no whole number
	Standard Value[string]      `json:"standard"` // civil_servant | provincial | duties
	Except   Value[[]Condition] `json:"except"`   // what of the standard does not apply, by disability
}

// PublicityStage is 公示.
type PublicityStage struct {
	Period   Value[Period]   `yaml:"period" json:"period"`
	UpTo     Value[Period]   `yaml:"period_up_to" json:"period_up_to"` // of a range (7至15日): whoever publishes may take longer, not shorter
	Boards   Value[[]string] `yaml:"boards" json:"boards"`
	Decisive Value[string]   `yaml:"decisive_if" json:"decisive_if"` // verified_and_affects_hiring
	Shows    Value[[]string] `yaml:"shows" json:"shows"`             // what the list shows: ticket, name, sex, total, rank, post; id_number, certificate_number, disability, birth, phone, address, medical are personal
}

// HireStage is the decision to hire.
type HireStage struct {
	Route  Value[[]RouteStep] `yaml:"route" json:"route"` // who decides, in order; named persons
	Verbs  Value[[]string]    `yaml:"verbs" json:"verbs"` // of RouteVerbs, what this county turns on
	FileTo Value[[]string]    `yaml:"file_to" json:"file_to"`
}

// Substitution is 递补.
type Substitution struct {
	On       Value[[]string] `yaml:"on" json:"on"`     // waived, failed_medical, failed_background, objection, probation
	Pool     Value[string]   `yaml:"pool" json:"pool"` // interview_passed | ranking | reserve_list
	By       Value[string]   `yaml:"by" json:"by"`     // total
	Validity Value[Period]   `yaml:"validity" json:"validity"`
}
