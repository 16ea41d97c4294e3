package rehearsal

// zhongshan is the city whose residence Dachong and Xiqu ask for.
const zhongshan = "442000000000"

// dachongCharter: 本市户籍; 视力、听力、言语、肢体 or 一至八级残疾军人证; 初中以上; 身体条件; 男18至60、女18至55. The
// relative lives in one household with the disabled person.
func dachongCharter() charter {
	certificate := criterion{id: "certificate", lacks: "certificate.valid",
		holds: func(f facts, _ env) string {
			return all(f.met("certificate.valid"), either(
				all(f.is("certificate.kind", "disability"), f.is("certificate.category", "vision", "hearing", "speech", "limb")),
				all(f.is("certificate.kind", "soldier"), f.is("certificate.grade", "1", "2", "3", "4", "5", "6", "7", "8"))))
		},
		spoil: func(p *Person, _ env) { p.Category = "5" }}
	supported := criterion{id: "supported", lacks: "supported.same_household",
		holds: func(f facts, _ env) string {
			return all(f.is("supported.kind", "disability"), f.met("supported.valid"),
				f.is("supported.category", "mental", "intellectual"), f.met("supported.same_household"),
				f.is("supported.relation", "spouse", "parent", "child", "grandparent", "grandchild", "sibling"))
		},
		spoil: func(p *Person, _ env) { p.Stated["supported.same_household"] = "no" }}
	rest := dachongRest()
	fit := func(p *Person, d draw) { p.Category, p.Grade = d.one("1", "2", "3", "4"), d.one("1", "2", "3", "4") }
	return charter{home: "442000116000",
		words: []string{"certificate.valid", "supported.valid", "supported.relation", "supported.same_household",
			"applicant.household", "applicant.education", "applicant.fit", "applicant.green_health_code", "applicant.fresh_graduate",
			"applicant.skills", "applicant.titles", otherFact("long_experience")},
		paths: map[string]branch{
			"disabled": {fit: fit, criteria: append([]criterion{living("household", "applicant.household", zhongshan), certificate}, rest...)},
			"relative": {kin: true, criteria: append([]criterion{supported}, rest...)}},
		priority: func(f facts) string {
			return either(f.met("applicant.fresh_graduate"), f.met(otherFact("long_experience")),
				f.is("applicant.skills", "rehabilitation", "education"), f.is("applicant.titles", "social_worker"))
		}}
}

// dachongRest: 初中以上; 身体条件; the ages; 健康码, whose gate ends with the printed day.
func dachongRest() []criterion {
	fitness := criterion{id: "fitness", lacks: "applicant.fit",
		holds: func(f facts, _ env) string { return f.met("applicant.fit") },
		spoil: func(p *Person, _ env) { p.Stated["applicant.fit"] = "no" }}
	age := criterion{id: "age",
		holds: func(f facts, e env) string {
			return either(all(f.is("applicant.sex", "male"), f.aged(18, 60, e.AsOf)), all(f.is("applicant.sex", "female"), f.aged(18, 55, e.AsOf)))
		},
		spoil: func(p *Person, e env) { p.Birth = yearsBefore(e.AsOf, 61) }}
	code := criterion{id: "health_code", lacks: "applicant.green_health_code",
		holds: func(f facts, _ env) string { return f.met("applicant.green_health_code") },
		spoil: func(p *Person, _ env) { p.Stated["applicant.green_health_code"] = "no" }}
	return []criterion{schooling("junior_high", "primary"), fitness, age, code}
}

// xiquCharter: 本市户籍; 初中以上; 肢体残疾四级; 在职人员经同意; the printed birth window decides; five exclusions.
func xiquCharter() charter {
	certificate := criterion{id: "certificate", lacks: "certificate.valid",
		holds: func(f facts, _ env) string {
			return all(f.met("certificate.valid"), f.is("certificate.grade", "4"), f.is("certificate.category", "limb"),
				f.is("certificate.kind", "disability", "soldier"))
		},
		spoil: func(p *Person, _ env) { p.Category, p.Grade = "4", "3" }}
	consent := criterion{id: "consent", lacks: "applicant.employer",
		holds: func(f facts, _ env) string {
			return either(not(f.is("applicant.employer", "civil_service", "institution")), f.met("applicant.employer_consent"))
		},
		spoil: func(p *Person, _ env) {
			p.Stated["applicant.employer"], p.Stated["applicant.employer_consent"] = "institution", "no"
		}}
	age := criterion{id: "age",
		holds: func(f facts, e env) string {
			birth, known := f["applicant.birth"]
			if !known {
				return cannotTell
			}
			return truth(e.Windows[0] <= birth && birth <= e.Windows[1])
		},
		spoil: func(p *Person, e env) { p.Birth = dayBefore(e.Windows[0]) }}
	return charter{home: "442000004000",
		words: []string{"certificate.valid", "applicant.household", "applicant.education", "applicant.employer", "applicant.employer_consent",
			"applicant.criminal_record", "applicant.dismissed_public", "applicant.military", "applicant.civil_servant_dismissed",
			"applicant.under_investigation", "applicant.under_sanction"},
		paths: map[string]branch{"disabled": {fit: func(p *Person, _ draw) { p.Category, p.Grade = "4", "4" },
			criteria: []criterion{living("household", "applicant.household", zhongshan), schooling("junior_high", "primary"),
				certificate, consent, age, never("criminal", "applicant.criminal_record"), never("dismissed", "applicant.dismissed_public"),
				never("military", "applicant.military"), past("civil_servant", "applicant.civil_servant_dismissed", 5),
				never("investigation", "applicant.under_investigation", "applicant.under_sanction")}}}}
}

// jimei17Charter: 残疾人; the relative's conditions are left to the text. 大专以上学历的残疾人免笔试.
func jimei17Charter() charter {
	return charter{words: []string{"certificate.valid", "applicant.education"},
		paths: map[string]branch{"disabled": {criteria: []criterion{holdsCertificate()}}, "relative": {kin: true}},
		exempt: func(f facts, path string) string {
			return all(truth(path == "disabled"), f.schooled("college"))
		}}
}

// tonganCharter: 残疾人. 持第二代残疾人证且大专以上学历的免笔试.
func tonganCharter() charter {
	return charter{words: []string{"certificate.valid", "certificate.generation", "applicant.education"},
		paths: map[string]branch{"disabled": {criteria: []criterion{holdsCertificate()}}},
		exempt: func(f facts, _ string) string {
			return all(f.is("certificate.kind", "disability"), f.is("certificate.generation", "2"), f.schooled("college"))
		}}
}

// jimei24Charter: eight exclusions and nothing else.
func jimei24Charter() charter {
	student := criterion{id: "military_student", lacks: "applicant.military",
		holds: func(f facts, _ env) string {
			return not(either(f.met("applicant.military"), all(f.met("applicant.student"), not(f.met("applicant.fresh_graduate")))))
		},
		spoil: func(p *Person, _ env) {
			p.Stated["applicant.student"], p.Stated["applicant.fresh_graduate"] = "yes", "no"
		}}
	return charter{
		words: []string{"applicant.criminal_record", "applicant.dismissed_public", "applicant.party_expelled", "applicant.dishonest",
			"applicant.civil_servant_dismissed", "applicant.in_probation", "applicant.bound_service", "applicant.military",
			"applicant.student", "applicant.fresh_graduate", "applicant.under_investigation", "applicant.under_sanction",
			otherFact("barred_by_law"), otherFact("lives_in_named_village")},
		paths: map[string]branch{"general": {criteria: []criterion{
			never("criminal", "applicant.criminal_record"), never("dismissed", "applicant.dismissed_public", "applicant.party_expelled"),
			never("dishonest", "applicant.dishonest"), past("civil_servant", "applicant.civil_servant_dismissed", 5),
			never("bound", "applicant.in_probation", "applicant.bound_service"), student,
			never("investigation", "applicant.under_investigation", "applicant.under_sanction"),
			never("other_law", otherFact("barred_by_law"))}}}}
}

// openCharter asks nothing: the conditions of the text are cut.
func openCharter(path string) charter { return charter{paths: map[string]branch{path: {}}} }

// shangduCharter: no conditions; 网格员、社区干部、党员优先 where totals are equal.
func shangduCharter() charter {
	return charter{words: []string{"applicant.grid_worker", "applicant.community_cadre", "applicant.party_member"},
		paths: map[string]branch{"general": {}},
		priority: func(f facts) string {
			return either(f.met("applicant.grid_worker"), f.met("applicant.community_cadre"), f.met("applicant.party_member"))
		}}
}
