package rehearsal

// homeCharter: 须为残疾人; nothing else is asked.
func homeCharter() charter {
	return charter{words: []string{"certificate.valid"},
		paths: map[string]branch{"disabled": {criteria: []criterion{holdsCertificate()}}}}
}

// countyCharter: 持有本县残疾人证; 原则上高中以上; 原则上18周岁以上、40周岁以下（不含40周岁）.
func countyCharter() charter {
	certificate := holdsCertificate()
	certificate.holds = func(f facts, _ env) string {
		return all(f.is("certificate.kind", "disability"), f.met("certificate.valid"), f.inside("certificate.area", f["unit.code"]))
	}
	certificate.spoil = func(p *Person, _ env) { p.Stated["certificate.area"] = elsewhere }
	school := schooling("senior_high", "junior_high")
	school.soft = true
	age := criterion{id: "age", soft: true,
		holds: func(f facts, e env) string { return f.aged(18, 39, e.AsOf) },
		spoil: func(p *Person, e env) { p.Birth = yearsBefore(e.AsOf, 40) }}
	return charter{words: []string{"certificate.valid", "certificate.area", "applicant.education", "applicant.unemployed"},
		paths:    map[string]branch{"disabled": {criteria: []criterion{certificate, school, age}}},
		priority: func(f facts) string { return all(f.met("applicant.unemployed"), f.schooled("college")) }}
}

// yanlianCharter: 持有效残疾人证; 高中以上文化程度.
func yanlianCharter() charter {
	return charter{words: []string{"certificate.valid", "applicant.education"},
		paths: map[string]branch{"disabled": {criteria: []criterion{holdsCertificate(), schooling("senior_high", "junior_high")}}}}
}

// huichengCharter: 本镇（街道）户籍; the grades by category, or the relative's disabled person; schooling and the
// four age windows; three exclusions.
func huichengCharter() charter {
	own := append([]criterion{living("household", "applicant.household", ""), huichengGrade()}, huichengRest()...)
	kin := append([]criterion{living("household", "applicant.household", ""), huichengKin()}, huichengRest()...)
	return charter{
		words: []string{"certificate.valid", "supported.valid", "supported.relation", "applicant.household", "applicant.education",
			"applicant.full_time", "applicant.incumbent", "applicant.last_grade", "applicant.under_sanction", "applicant.sanctioned",
			"applicant.family_planning", "applicant.cheated"},
		paths: map[string]branch{"disabled": {criteria: own, fit: huichengDisability}, "relative": {kin: true, criteria: kin}}}
}

func huichengDisability(p *Person, d draw) {
	p.Category, p.Grade = d.one("4", "1", "2"), "4"
	if p.Category == "4" {
		p.Grade = d.one("3", "4")
	}
}

// huichengGrade: 肢体残疾三至四级，视力残疾四级，听力残疾四级.
func huichengGrade() criterion {
	return criterion{id: "grade", lacks: "certificate.valid",
		holds: func(f facts, _ env) string {
			return all(f.is("certificate.kind", "disability"), f.met("certificate.valid"), either(
				all(f.is("certificate.category", "limb"), f.is("certificate.grade", "3", "4")),
				all(f.is("certificate.category", "vision", "hearing"), f.is("certificate.grade", "4"))))
		},
		spoil: func(p *Person, _ env) { p.Category, p.Grade = "4", "2" }}
}

// huichengKin: 智力或精神残疾人的直系亲属（父母、配偶、子女）.
func huichengKin() criterion {
	return criterion{id: "supported", lacks: "supported.relation",
		holds: func(f facts, _ env) string {
			return all(f.is("supported.kind", "disability"), f.met("supported.valid"),
				f.is("supported.category", "intellectual", "mental"), f.is("supported.relation", "parent", "spouse", "child"))
		},
		spoil: func(p *Person, _ env) { p.Stated["supported.relation"] = "sibling" }}
}

func huichengRest() []criterion {
	excellent := func(f facts) string {
		return all(f.met("applicant.incumbent"), f.is("applicant.last_grade", "excellent"))
	}
	school := schooling("senior_high", "junior_high")
	school.holds = func(f facts, _ env) string {
		return either(f.schooled("senior_high"), all(f.schooled("junior_high"), excellent(f)))
	}
	age := criterion{id: "age",
		holds: func(f facts, e env) string {
			return either(f.aged(18, 40, e.AsOf),
				all(f.met("applicant.full_time"), f.schooled("college"), f.aged(18, 45, e.AsOf)),
				all(excellent(f), f.is("applicant.sex", "female"), f.aged(18, 45, e.AsOf)),
				all(excellent(f), f.is("applicant.sex", "male"), f.aged(18, 50, e.AsOf)))
		},
		spoil: func(p *Person, e env) { p.Birth = yearsBefore(e.AsOf, 46) }}
	sanction := past("sanction", "applicant.sanctioned", 5)
	sanction.holds = func(f facts, e env) string {
		return not(either(f.met("applicant.under_sanction"), f.recent("applicant.sanctioned", 5, e.Day)))
	}
	return []criterion{school, age, sanction,
		past("family_planning", "applicant.family_planning", 5), past("cheating", "applicant.cheated", 2)}
}
