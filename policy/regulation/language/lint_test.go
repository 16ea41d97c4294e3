package language_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
)

func codes(found []language.Finding) []string {
	var out []string
	for _, f := range found {
		out = append(out, f.Code)
	}
	return out
}

func TestLintBitesAndDoesNotBite(t *testing.T) {
	t.Parallel()
	labour := "posts: [{class: a, level: township, regime: labour}]\n"
	lost := "posts: [{class: a, level: village, regime: lost_time}]\n"
	path := "paths:\n  - {id: p, name: P, ages: [{%}]}\n"
	age := func(text string) string { return path[:len(path)-5] + text + "}]}\n" }
	for name, c := range map[string]struct{ code, bites, not string }{
		"QY18: 3 months in 12, 劳动合同法19":   {"contract.probation", labour + "contract: {probation: {months: 3}, term: {months: 12}}\n", labour + "contract: {probation: {months: 2}, term: {months: 12}}\n"},
		"SD-SQ: 1 year in 3, 劳动合同法19":     {"contract.probation", labour + "contract: {probation: {years: 1}, term: {years: 3}}\n", labour + "contract: {probation: {months: 6}, term: {years: 3}}\n"},
		"under 3 months no probation":     {"contract.probation", labour + "contract: {probation: {days: 10}, term: {months: 2}}\n", labour + "contract: {probation: {months: 1}, term: {months: 3}}\n"},
		"institutions have their own":     {"contract.probation", labour + "contract: {probation: {months: 12}, term: {years: 3}}\n", "posts: [{class: a, level: county, regime: institution}]\ncontract: {probation: {months: 12}, term: {years: 3}}\n"},
		"QY18: signed after probation":    {"contract.before", labour + "contract: {probation_before_signing: true}\n", labour + "contract: {probation_before_signing: false}\n"},
		"part-time probation, 70":         {"contract.part_time", "posts: [{class: a, level: village, regime: part_time}]\ncontract: {probation: {months: 1}}\n", labour + "contract: {probation: {months: 1}}\n"},
		"institution term, 12":            {"contract.institution", "posts: [{class: a, level: county, regime: institution}]\ncontract: {term: {years: 1}}\n", labour + "contract: {term: {years: 1}}\n"},
		"HOME: wage label on lost time":   {"pay.label", lost + "pay: [{class: a, kind: wage, amount: 60, every: month}]\n", lost + "pay: [{class: a, kind: lost_time, amount: 60, every: month}]\n"},
		"floor on lost time":              {"pay.floor", lost + "pay: [{class: a, kind: lost_time, floor: minimum_wage}]\n", lost + "pay: [{class: a, kind: lost_time}]\n"},
		"minimum wage":                    {"pay.minimum", labour + "pay: [{class: a, kind: wage, amount: 900}]\n", labour + "pay: [{class: a, kind: wage, floor: minimum_wage}]\n"},
		"medical, 残疾人保障法38":               {"medical.excludes", "unit: ''\nsource: {}\ndocuments: []\npaths: [{id: p, name: P, require: [{id: c, rule: 持证, expr: certificate.valid}]}]\nprocedure:\n  - medical: {standard: civil_servant, except: unspecified}\n", "paths: [{id: p, name: P, require: [{id: c, rule: 持证, expr: certificate.valid}]}]\nprocedure:\n  - medical: {standard: civil_servant, except: [{id: e, rule: 听力, expr: 'certificate.category == \"hearing\"'}]}\n"},
		"accommodation, 无障碍环境建设法43":       {"exam.accommodation", "procedure:\n  - written: {full: 100}\n", "procedure:\n  - accommodation\n  - written: {full: 100}\n"},
		"no exam, no accommodation":       {"exam.accommodation", "procedure:\n  - skills\n", "procedure:\n  - nomination\n"},
		"publicity, 个人信息保护法25":            {"publicity.personal", "procedure:\n  - publicity: {shows: [name, id_number]}\n", "procedure:\n  - publicity: {shows: [ticket, total]}\n"},
		"SW16 无残疾":                        {"condition.discrimination", "paths: [{id: p, name: P, require: [{id: h, rule: 身体健康，无残疾, expr: applicant.fit}]}]\n", "paths: [{id: p, name: P, require: [{id: h, rule: 具备岗位所需身体条件, expr: applicant.fit}]}]\n"},
		"no certificate holders":          {"condition.discrimination", "exclusions: [{id: h, rule: 持证, expr: 'certificate.kind == \"disability\"'}]\n", "paths: [{id: p, name: P, require: [{id: h, rule: 持证, expr: 'certificate.kind == \"disability\"'}]}]\n"},
		"HZ16 family planning":            {"condition.obsolete", "exclusions: [{id: f, rule: 违反计划生育, expr: 'within_years(applicant.family_planning, 5, asOf)'}]\n", "exclusions: [{id: f, rule: 作弊, expr: 'within_years(applicant.cheated, 2, asOf)'}]\n"},
		"ZSD21 health code":               {"condition.obsolete", "exclusions: [{id: f, rule: 绿码, expr: 'applicant.other[\"x\"]', obsolete: 疫情结束}]\n", "exclusions: [{id: f, rule: 绿码, expr: 'applicant.other[\"x\"]'}]\n"},
		"ZSX21 18–40 printed 2002":        {"age.contradiction", age("phrase: 18—40周岁, min: 18, max: 40, born_from: 1980-06-07, born_to: 2002-06-07, as_of: 2021-06-07"), age("phrase: 18—40周岁, min: 18, max: 40, born_from: 1980-06-08, born_to: 2003-06-07, as_of: 2021-06-07")},
		"no reading fits":                 {"age.contradiction", age("phrase: 40周岁以下, max: 40, born_from: 1979-01-01, as_of: 2021-06-07"), age("phrase: 40周岁以下, max: 40, born_from: 1981-06-07, as_of: 2021-06-07")},
		"SW16 upper is the 35th birthday": {"age.window", age("phrase: 35周岁以下, max: 35, born_from: 1981-10-14, as_of: 2016-10-14"), age("phrase: 35周岁以下, max: 35, born_from: 1980-10-15, as_of: 2016-10-14")},
		"N周岁以下":                           {"age.reading", age("phrase: 45周岁以下, max: 45"), age("phrase: 不满45周岁, below: 45")},
		"不合格即解聘, 劳动合同法40":                 {"exit.formula", labour + "exit: {grounds: [年度考核不合格的，予以解聘]}\n", labour + "exit: {grounds: [年度考核不合格，经培训或者调整岗位仍不合格的，解除合同]}\n"},
		"last place goes":                 {"exit.formula", labour + "appraisal: {result: 实行末位淘汰}\n", labour + "appraisal: {result: 合格的继续聘用}\n"},
		"a seat nobody can take":          {"route.role", "procedure:\n  - hire: {route: [领导小组]}\n", "procedure:\n  - hire: {route: [county_director]}\n"},
		"a route asks for an applicant":   {"route.when", "procedure:\n  - hire: {route: [{by: [county_director], when: applicant.student}]}\n", "procedure:\n  - hire: {route: [{by: [county_director], when: decision.posts > 1}]}\n"},
		"a hire asks for an amount":       {"route.when", "procedure:\n  - hire: {route: [{by: [county_director], when: 'decision.grade == \"a\"'}]}\n", "procedure:\n  - hire: {route: [{by: [county_director], when: 'post.level == \"village\"'}]}\n"},
		"notice of exit":                  {"exit.notice", labour + "exit: {notice: {days: 7}}\n", labour + "exit: {notice: {days: 30}}\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found := language.Lint(parsed(t, head+c.bites))
			require.Contains(t, codes(found), c.code)
			require.NotContains(t, codes(language.Lint(parsed(t, head+c.not))), c.code)
			for _, f := range found {
				require.NotEmpty(t, f.Chinese)
				require.NotEmpty(t, f.English)
				require.NotEmpty(t, f.Path)
				require.Equal(t, f.Law == "", f.Cited == "")
			}
		})
	}
}

func TestLintFindsWhatRealCountiesWrote(t *testing.T) {
	t.Parallel()
	for file, want := range map[string][]string{
		"qingyuan-2018": {"contract.probation", "contract.before", "medical.excludes", "exam.accommodation"},
		"shangdu-2021":  {"contract.probation"},
		"xiqu-2021":     {"age.contradiction"},
		"huicheng-2016": {"condition.obsolete"},
	} {
		text, err := os.ReadFile("../library/" + file + ".yaml")
		require.NoError(t, err)
		reg, err := language.Parse(file, text)
		require.NoError(t, err)
		require.Subset(t, codes(language.Lint(reg)), want, file)
	}
	require.Empty(t, language.Lint(&regulation.Regulation{}))
}

func TestLintOfAnObsoleteConditionWithALastDay(t *testing.T) {
	t.Parallel()
	text := head + "exclusions: [{id: f, rule: 绿码, expr: 'applicant.other[\"x\"]', obsolete: 疫情结束%s}]\n"
	found := language.Lint(parsed(t, strings.Replace(text, "%s", "", 1)))
	require.Equal(t, language.Error, found[0].Severity)
	require.Empty(t, found[0].MayOverride, "nobody may apply it again")
	ended := language.Lint(parsed(t, strings.Replace(text, "%s", ", until: 2021-07-07", 1)))
	require.Equal(t, language.Notice, ended[0].Severity)
	require.Contains(t, ended[0].Chinese, "只适用到2021-07-07")
}
