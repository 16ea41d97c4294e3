package regulation

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
// An empty, non-nil list is known to be empty. Every field's comment names its CEL word.
type Facts struct {
	AsOf        *Date        // asOf: the day on which ages and periods are counted
	Path        *string      // path: ID of the path applied for
	Applicant   *Applicant   // applicant
	Certificate *Certificate // certificate: the applicant's own
	Supported   *Supported   // supported: the relative's disabled person
	Post        *Post        // post
	Unit        *Unit        // unit: the village, community, street or township of the post
	Cycle       *Cycle       // cycle
	Record      *Record      // record: service so far, for renewals
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
	Sex       *string    // applicant.sex: male | female
	Birth     *Date      // applicant.birth; applicant.age(asOf) is the completed years
	Education *Education // applicant.education, comparable: applicant.education >= senior_high
	FullTime  *bool      // applicant.full_time: that education was full time (全日制)
	Graduated *Date      // applicant.graduated: day of the last graduation, "" while studying
	Fresh     *bool      // applicant.fresh_graduate: 应届毕业生
	Student   *bool      // applicant.student: in full-time study now
	Major     *string    // applicant.major

	Household      *string // applicant.household: 12-digit code of the 户籍
	HouseholdSince *Date   // applicant.household_since
	HouseholdKind  *string // applicant.household_kind: rural | urban
	Residence      *string // applicant.residence: 12-digit code of where the person lives
	ResidenceSince *Date   // applicant.residence_since
	LongResident   *bool   // applicant.long_resident: 长期居住
	KinResidence   *string // applicant.kin_residence: code of a spouse's or parent's 户籍

	Incumbent      *bool   // applicant.incumbent: is a commissioner now
	IncumbentSince *Date   // applicant.incumbent_since
	ServiceYears   *int    // applicant.service_years: completed years as a commissioner, ever
	LastGrade      *string // applicant.last_grade: excellent | competent | basic | incompetent | none

	Unemployed      *bool   // applicant.unemployed
	Employer        *string // applicant.employer: none | civil_service | institution | company | other
	EmployerConsent *bool   // applicant.employer_consent: written consent of the present employer
	Military        *bool   // applicant.military: in active service
	InProbation     *bool   // applicant.in_probation: civil servant in probation
	BoundService    *bool   // applicant.bound_service: in an agreed minimum service term

	PartyMember    *bool    // applicant.party_member
	Veteran        *bool    // applicant.veteran
	GridWorker     *bool    // applicant.grid_worker 网格员
	CommunityCadre *bool    // applicant.community_cadre 社区干部
	Titles         []string // applicant.titles: social_worker, teacher, nurse, … 资格证书
	Skills         []string // applicant.skills: rehabilitation, education, computer, sign_language, braille, …

	CriminalRecord        *bool // applicant.criminal_record
	DismissedPublic       *bool // applicant.dismissed_public 开除公职
	PartyExpelled         *bool // applicant.party_expelled 开除党籍
	Dishonest             *bool // applicant.dishonest 失信被执行人
	UnderInvestigation    *bool // applicant.under_investigation
	UnderSanction         *bool // applicant.under_sanction 处分期未满
	Sanctioned            *Date // applicant.sanctioned: day of the last administrative sanction
	CivilServantDismissed *Date // applicant.civil_servant_dismissed 公务员被辞退之日
	FamilyPlanning        *Date // applicant.family_planning: day of the decision (obsolete law)
	Cheated               *Date // applicant.cheated: day of the last cheating in an exam

	Fit         *bool   // applicant.fit: 具备岗位所需的身体条件
	GoodConduct *bool   // applicant.good_conduct 遵纪守法、品行端正
	Willing     *bool   // applicant.willing 热爱残疾人工作
	Nationality *string // applicant.nationality: CN

	GreenHealthCode *bool           // applicant.green_health_code (obsolete)
	Other           map[string]bool // applicant.other["key"]: any further fact a county asks for, established by a person
	Numbers         map[string]int  // applicant.number["key"]: any further whole number a county asks for
}

// Certificate is a 残疾人证 or a 残疾军人证, each with its own scale of grades.
type Certificate struct {
	Kind       *string  // certificate.kind: disability | soldier | none
	Valid      *bool    // certificate.valid
	Category   *string  // certificate.category: vision | hearing | speech | limb | intellectual | mental | multiple
	Categories []string // certificate.categories: what a multiple disability consists of, or the one category
	Grade      *int     // certificate.grade: 1–4 disability, 1–10 soldier; 1 is the most severe
	Generation *int     // certificate.generation: 2 for 第二代, 3 for 第三代
	Issued     *Date    // certificate.issued
	Area       *string  // certificate.area: 12-digit code of the issuing county
}

// Supported is the disabled person on whose certificate a relative applies.
type Supported struct {
	Certificate   Certificate // supported.kind, .valid, .category, .categories, .grade, .generation, .area
	Relation      *string     // supported.relation: the applicant is the person's spouse | parent | child | grandparent | grandchild | sibling | friend | other
	SameHousehold *bool       // supported.same_household: lives in one household with the applicant
	Household     *string     // supported.household: 12-digit code of the 户籍
	Proven        *bool       // supported.proven: kinship proven by household book or by proof of the community
}

// Post is one post of the cycle.
type Post struct {
	Class    *string // post.class
	Level    *string // post.level: county | township | street | village
	Reserved *bool   // post.reserved: for disabled people or their relatives
	Full     *bool   // post.full_time
}

// Unit is the area the post belongs to.
type Unit struct {
	Code       *string // unit.code: 12 digits
	Level      *string // unit.level: county | township | street | village | community
	Urban      *bool   // unit.urban
	Registered *int    // unit.registered: registered disabled people
	Villages   *int    // unit.villages: villages and communities under it
	Population *int    // unit.population
	Posts      *int    // unit.posts: posts filled now
}

// Cycle is the recruitment as a whole.
type Cycle struct {
	Year     *int           // cycle.year
	Posts    *int           // cycle.posts
	County   *int           // cycle.county_posts: all commissioners' posts of the county
	Applied  map[string]int // cycle.applied["path"]
	Eligible map[string]int // cycle.eligible["path"]: applicants found eligible, by path
}

// Record is the service of a person in post, for renewal rules.
type Record struct {
	Passes    *int    // record.passes: consecutive annual passes
	Fails     *int    // record.fails: consecutive annual fails
	LastGrade *string // record.last_grade
	Years     *int    // record.years: completed years of the present contract chain
	Refused   *bool   // record.refused_assignment
}
