package regulation

import "github.com/shopspring/decimal"

// Verdict is the answer of a rule about a case (rules.md, idea 5).
type Verdict string

// Verdicts. CannotTell is an answer: a fact is missing or a rule is unspecified; it is never a no.
const (
	Yes        Verdict = "yes"
	No         Verdict = "no"
	CannotTell Verdict = "cannot_tell"
)

// Evaluator answers one expression about one set of facts. The strings are the words of the
// vocabulary ("applicant.birth") that were missing, sorted, when the verdict is CannotTell.
// The error is for expressions that do not belong to the regulation or cost too much.
type Evaluator interface {
	Evaluate(expr string, f Facts) (Verdict, []string, error)
}

// Facts are what is known about one case. A nil pointer, a nil list or a key that is not in a
// map is a fact nobody has established: the verdict is then CannotTell where it matters.
// An empty, non-nil list is known to be empty. The tag cel is the word of the vocabulary, zh its name.
type Facts struct {
	AsOf        *Date                      `cel:"asOf" zh:"计算基准日"` // asOf: the day on which ages and periods are counted
	Path        *string                    `cel:"path" zh:"报考类别"`  // path: ID of the path applied for
	Applicant   *Applicant                 `cel:"applicant"`       // applicant
	Certificate *Certificate               `cel:"certificate"`     // certificate: the applicant's own
	Supported   *Supported                 `cel:"supported"`       // supported: the relative's disabled person
	Post        *Post                      `cel:"post"`            // post
	Unit        *Unit                      `cel:"unit"`            // unit: the village, community, street or township of the post
	Cycle       *Cycle                     `cel:"cycle"`           // cycle
	Record      *Record                    `cel:"record"`          // record: service so far, for renewals
	Decision    *Decision                  `cel:"decision"`        // decision: what a route decides about
	Scores      map[string]decimal.Decimal `cel:"score" zh:"成绩"`   // score["written"]: marks of a part, exact
}

// Education is a completed level; a higher number is a higher level.
type Education int

// Levels of education; the CEL constants have the names in the comments.
const (
	NoSchooling Education = 0 // no_schooling
	Primary     Education = 1 // primary 小学
	JuniorHigh  Education = 2 // junior_high 初中
	SeniorHigh  Education = 3 // senior_high 高中、中专、职高、技校
	College     Education = 4 // college 大专
	Bachelor    Education = 5 // bachelor 本科
	Master      Education = 6 // master 硕士
	Doctor      Education = 7 // doctor 博士
)

// Applicant is the person who applies. Dates of events are "" when it never happened.
type Applicant struct {
	Sex       *string    `cel:"sex" zh:"性别"`                 // applicant.sex: male | female
	Birth     *Date      `cel:"birth" zh:"出生日期"`             // applicant.birth; applicant.age(asOf) is the completed years
	Education *Education `cel:"education" zh:"学历"`           // applicant.education, comparable: applicant.education >= senior_high
	FullTime  *bool      `cel:"full_time" zh:"是否全日制"`        // applicant.full_time: that education was full time (全日制)
	Graduated *Date      `cel:"graduated" zh:"毕业日期"`         // applicant.graduated: day of the last graduation, "" while studying
	Fresh     *bool      `cel:"fresh_graduate" zh:"是否应届毕业生"` // applicant.fresh_graduate: 应届毕业生
	Student   *bool      `cel:"student" zh:"是否在读"`           // applicant.student: in full-time study now
	Major     *string    `cel:"major" zh:"专业"`               // applicant.major

	Household      *string `cel:"household" zh:"户籍地"`          // applicant.household: 12-digit code of the 户籍
	HouseholdSince *Date   `cel:"household_since" zh:"落户日期"`   // applicant.household_since
	HouseholdKind  *string `cel:"household_kind" zh:"户口性质"`    // applicant.household_kind: rural | urban
	Residence      *string `cel:"residence" zh:"居住地"`          // applicant.residence: 12-digit code of where the person lives
	ResidenceSince *Date   `cel:"residence_since" zh:"居住起始日期"` // applicant.residence_since
	LongResident   *bool   `cel:"long_resident" zh:"是否长期居住"`   // applicant.long_resident: 长期居住
	KinResidence   *string `cel:"kin_residence" zh:"配偶或父母户籍地"` // applicant.kin_residence: code of a spouse's or parent's 户籍

	Incumbent      *bool   `cel:"incumbent" zh:"是否现任专职委员"`     // applicant.incumbent: is a commissioner now
	IncumbentSince *Date   `cel:"incumbent_since" zh:"现任起始日期"` // applicant.incumbent_since
	ServiceYears   *int    `cel:"service_years" zh:"任职年数"`     // applicant.service_years: completed years as a commissioner, ever
	LastGrade      *string `cel:"last_grade" zh:"上次考核等次"`      // applicant.last_grade: excellent | competent | basic | incompetent | none

	Unemployed      *bool   `cel:"unemployed" zh:"是否失业"`         // applicant.unemployed
	Employer        *string `cel:"employer" zh:"现工作单位性质"`        // applicant.employer: none | civil_service | institution | company | other
	EmployerConsent *bool   `cel:"employer_consent" zh:"单位是否同意"` // applicant.employer_consent: written consent of the present employer
	Military        *bool   `cel:"military" zh:"是否现役军人"`         // applicant.military: in active service
	InProbation     *bool   `cel:"in_probation" zh:"是否试用期公务员"`   // applicant.in_probation: civil servant in probation
	BoundService    *bool   `cel:"bound_service" zh:"是否在约定服务期"`  // applicant.bound_service: in an agreed minimum service term

	PartyMember    *bool    `cel:"party_member" zh:"是否党员"`      // applicant.party_member
	Veteran        *bool    `cel:"veteran" zh:"是否退役军人"`         // applicant.veteran
	GridWorker     *bool    `cel:"grid_worker" zh:"是否网格员"`      // applicant.grid_worker 网格员
	CommunityCadre *bool    `cel:"community_cadre" zh:"是否社区干部"` // applicant.community_cadre 社区干部
	Titles         []string `cel:"titles" zh:"资格证书"`            // applicant.titles: social_worker, teacher, nurse, … 资格证书
	Skills         []string `cel:"skills" zh:"技能"`              // applicant.skills: rehabilitation, education, computer, sign_language, braille, …

	CriminalRecord        *bool `cel:"criminal_record" zh:"有无犯罪记录"`           // applicant.criminal_record
	DismissedPublic       *bool `cel:"dismissed_public" zh:"是否被开除公职"`         // applicant.dismissed_public 开除公职
	PartyExpelled         *bool `cel:"party_expelled" zh:"是否被开除党籍"`           // applicant.party_expelled 开除党籍
	Dishonest             *bool `cel:"dishonest" zh:"是否失信被执行人"`               // applicant.dishonest 失信被执行人
	UnderInvestigation    *bool `cel:"under_investigation" zh:"是否正在接受调查"`     // applicant.under_investigation
	UnderSanction         *bool `cel:"under_sanction" zh:"处分期是否未满"`           // applicant.under_sanction 处分期未满
	Sanctioned            *Date `cel:"sanctioned" zh:"受处分日期"`                 // applicant.sanctioned: day of the last administrative sanction
	CivilServantDismissed *Date `cel:"civil_servant_dismissed" zh:"公务员被辞退日期"` // applicant.civil_servant_dismissed 公务员被辞退之日
	FamilyPlanning        *Date `cel:"family_planning" zh:"计划生育处理日期"`         // applicant.family_planning: day of the decision (obsolete law)
	Cheated               *Date `cel:"cheated" zh:"考试作弊日期"`                   // applicant.cheated: day of the last cheating in an exam

	Fit         *bool   `cel:"fit" zh:"身体条件"`          // applicant.fit: 具备岗位所需的身体条件
	GoodConduct *bool   `cel:"good_conduct" zh:"品行"`   // applicant.good_conduct 遵纪守法、品行端正
	Willing     *bool   `cel:"willing" zh:"是否热爱残疾人工作"` // applicant.willing 热爱残疾人工作
	Nationality *string `cel:"nationality" zh:"国籍"`    // applicant.nationality: CN

	GreenHealthCode *bool           `cel:"green_health_code" zh:"健康码"` // applicant.green_health_code (obsolete)
	Other           map[string]bool `cel:"other" zh:"其他事实"`            // applicant.other["key"]: any further fact a county asks for, established by a person
	Numbers         map[string]int  `cel:"number" zh:"其他数字"`           // applicant.number["key"]: any further whole number a county asks for
}

// Certificate is a 残疾人证 or a 残疾军人证, each with its own scale of grades.
type Certificate struct {
	Kind       *string  `cel:"kind" zh:"证件种类"`           // certificate.kind: disability | soldier | none
	Valid      *bool    `cel:"valid" zh:"证件是否有效"`        // certificate.valid
	Category   *string  `cel:"category" zh:"残疾类别"`       // certificate.category: vision | hearing | speech | limb | intellectual | mental | multiple
	Categories []string `cel:"categories" zh:"残疾类别（各类）"` // certificate.categories: what a multiple disability consists of, or the one category
	Grade      *int     `cel:"grade" zh:"残疾等级"`          // certificate.grade: 1–4 disability, 1–10 soldier; 1 is the most severe
	Generation *int     `cel:"generation" zh:"证件代次"`     // certificate.generation: 2 for 第二代, 3 for 第三代
	Issued     *Date    `cel:"issued" zh:"发证日期"`         // certificate.issued
	Area       *string  `cel:"area" zh:"发证地"`            // certificate.area: 12-digit code of the issuing county
}

// Supported is the disabled person on whose certificate a relative applies.
type Supported struct {
	Certificate   Certificate `cel:""`                           // supported.kind, .valid, .category, .categories, .grade, .generation, .area
	Relation      *string     `cel:"relation" zh:"亲属关系"`         // supported.relation: the applicant is the person's spouse | parent | child | grandparent | grandchild | sibling | friend | other
	SameHousehold *bool       `cel:"same_household" zh:"是否同户居住"` // supported.same_household: lives in one household with the applicant
	Household     *string     `cel:"household" zh:"户籍地"`         // supported.household: 12-digit code of the 户籍
	Proven        *bool       `cel:"proven" zh:"亲属关系是否已证明"`      // supported.proven: kinship proven by household book or by proof of the community
}

// Post is one post of the cycle.
type Post struct {
	Class    *string `cel:"class" zh:"岗位类别"`      // post.class
	Level    *string `cel:"level" zh:"层级"`        // post.level: county | township | street | village
	Reserved *bool   `cel:"reserved" zh:"是否定向岗位"` // post.reserved: for disabled people or their relatives
	Full     *bool   `cel:"full_time" zh:"是否全日制"` // post.full_time
}

// Unit is the area the post belongs to.
type Unit struct {
	Code       *string `cel:"code" zh:"区划代码"`         // unit.code: 12 digits
	Level      *string `cel:"level" zh:"层级"`          // unit.level: county | township | street | village | community
	Urban      *bool   `cel:"urban" zh:"是否城镇"`        // unit.urban
	Registered *int    `cel:"registered" zh:"持证残疾人数"` // unit.registered: registered disabled people
	Villages   *int    `cel:"villages" zh:"村社区数"`     // unit.villages: villages and communities under it
	Population *int    `cel:"population" zh:"人口数"`    // unit.population
	Posts      *int    `cel:"posts" zh:"岗位数"`         // unit.posts: posts filled now
}

// Cycle is the recruitment as a whole.
type Cycle struct {
	Year     *int           `cel:"year" zh:"年度"`                   // cycle.year
	Posts    *int           `cel:"posts" zh:"岗位数"`                 // cycle.posts
	County   *int           `cel:"county_posts" zh:"全县专职委员岗位数"`    // cycle.county_posts: all commissioners' posts of the county
	Applied  map[string]int `cel:"applied" zh:"报名人数"`              // cycle.applied["path"]
	Eligible map[string]int `cel:"eligible" zh:"合格人数"`             // cycle.eligible["path"]: applicants found eligible, by path
	Notice   *Date          `cel:"notice" zh:"公告发布之日"`             // cycle.notice: day the notice was published
	Opens    *Date          `cel:"registration_opens" zh:"报名首日"`   // cycle.registration_opens: first day of registration
	Closes   *Date          `cel:"registration_closes" zh:"报名截止日"` // cycle.registration_closes: last day of registration
}

// Decision is what a route of approvals decides about.
type Decision struct {
	Posts  *int             `cel:"posts" zh:"决定所涉岗位数"` // decision.posts: posts the plan or the hire is about
	Amount *decimal.Decimal `cel:"amount" zh:"金额（元）"`  // decision.amount: CNY, exact; of a payment
	Grade  *string          `cel:"grade" zh:"拟定等次"`    // decision.grade: the grade proposed
}

// Record is the service of a person in post, for renewal rules.
type Record struct {
	Passes    *int    `cel:"passes" zh:"连续合格次数"`             // record.passes: consecutive annual passes
	Fails     *int    `cel:"fails" zh:"连续不合格次数"`             // record.fails: consecutive annual fails
	LastGrade *string `cel:"last_grade" zh:"上次考核等次"`         // record.last_grade
	Years     *int    `cel:"years" zh:"合同年数"`                // record.years: completed years of the present contract chain
	Refused   *bool   `cel:"refused_assignment" zh:"是否拒绝分配"` // record.refused_assignment
}
