package language_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/regulation/language"
)

// What people write by mistake, the word at fault, and what they are told to write instead, in each language.
func TestConditionFaultsAreSentences(t *testing.T) {
	t.Parallel()
	for expr, c := range map[string]struct{ code, zh, en string }{
		`applicant.sex = "male"`:                     {"regulation.expr.syntax", "“=”处读不下去：比较相等写 ==", "at “=”: to compare write =="},
		`applicant.fit and applicant.willing`:        {"regulation.expr.syntax", "“and”处读不下去：“并且”写 &&", "for “and” write &&"},
		`applicant.fit & applicant.willing`:          {"regulation.expr.syntax", "“并且”写 &&", "for “and” write &&"},
		`applicant.fit 或 applicant.willing`:          {"regulation.expr.syntax", "“或者”写 ||", "for “or” write ||"},
		`applicant.age(asOf) ≥ 18`:                   {"regulation.expr.syntax", "不小于写 >=", "write >="},
		`applicant.sex == “male”`:                    {"regulation.expr.syntax", "引号用半角的", "plain quote"},
		`applicant.fit &&`:                           {"regulation.expr.syntax", "没有写完", "not finished"},
		`(applicant.fit`:                             {"regulation.expr.syntax", "补上缺少的“)”", "add the missing )"},
		`applicant.fit)`:                             {"regulation.expr.syntax", "多了一个右括号", "a ) too many"},
		`applicant.sex == 'male`:                     {"regulation.expr.syntax", "引号是否成对", "quotes are paired"},
		`if applicant.fit`:                           {"regulation.expr.syntax", "条件本身就是“如果”", "an “if” already"},
		`applicant.fit applicant.willing`:            {"regulation.expr.syntax", "两个条件之间写 && 或 ||", "join two conditions"},
		`applicant.sex == 3`:                         {"regulation.expr.types", "“==”不能用于文字、整数：文字和日期加引号", "“==” does not go with text, a whole number: put text and dates in quotes"},
		`applicant.education >= "college"`:           {"regulation.expr.types", "学历写 senior_high 等常数", "write education as a constant"},
		`applicant.birth < 1990-01-01`:               {"regulation.expr.types", "文字和日期加引号", "dates in quotes"},
		`score["written"] >= 60`:                     {"regulation.expr.types", `精确小数、整数：请写成：score["written"] >= dec("60")`, `write: score["written"] >= dec("60")`},
		`applicant.skills == "computer"`:             {"regulation.expr.types", `"computer" in applicant.skills`, `"computer" in applicant.skills`},
		`applicant.skills in "computer"`:             {"regulation.expr.types", "“in”不能用于列表、文字", "“in” does not go with a list, text"},
		`applicant.titles.contains("x")`:             {"regulation.expr.types", "“contains”不能用于列表、文字", "“contains” does not go with a list, text"},
		`18 <= applicant.age(asOf) <= 40`:            {"regulation.expr.types", "18 <= applicant.age(asOf) && applicant.age(asOf) <= 40", "&& applicant.age(asOf) <= 40"},
		`inside(applicant.household)`:                {"regulation.expr.types", "inside(applicant.household, unit.code)", "inside(applicant.household, unit.code)"},
		`within_years(applicant.cheated, "2", asOf)`: {"regulation.expr.types", "within_years(applicant.cheated, 2, asOf)", "within_years(applicant.cheated, 2, asOf)"},
		`applicant.fit == 1`:                         {"regulation.expr.types", "是或否的词直接写", "write a truth as it is"},
		`dec("1") / dec("2") > dec("1")`:             {"regulation.expr.types", "没有除法", "there is no division"},
		`applicant.other == true`:                    {"regulation.expr.types", "按名称分列的值、是或否", "values by name, yes or no"},
		`applicant.sex.foo == 1`:                     {"regulation.expr.types", "这个词下面没有别的词", "nothing stands below this word"},
		`applicant.fit || "x"`:                       {"regulation.expr.expected", "应是是或否，写的是文字", "wants yes or no here and has text"},
		`applicant.birth`:                            {"regulation.expr.result", "应为是或否，这里是文字", "this one comes to text"},
		`1 + 1`:                                      {"regulation.expr.result", "这里是整数", "comes to a whole number"},
		`applicant.sexx == "male"`:                   {"regulation.expr.word", "没有“applicant.sexx”这个词。请改为：applicant.sex", "applicant.sex"},
		`applicant.age() > 3`:                        {"regulation.expr.word", "applicant.age(asOf), applicant.birth", "applicant.age(asOf)"},
	} {
		t.Run(expr, func(t *testing.T) {
			t.Parallel()
			_, err := language.Parse("f.yaml", []byte(head+"exclusions:\n  - {id: a, rule: b, expr: '"+strings.ReplaceAll(expr, "'", "''")+"'}\n"))
			first := fault.All(err)[0]
			require.Equal(t, c.code, first.Code, "%v", err)
			require.Contains(t, first.Sentence(fault.Chinese), c.zh)
			require.Contains(t, first.Sentence(fault.English), c.en)
			require.NotContains(t, first.Sentence(fault.Chinese), "found no matching")
			require.NotRegexp(t, regexp.MustCompile(`\p{Han}`), strings.ReplaceAll(first.Sentence(fault.English), "或", ""))
			if c.code == "regulation.expr.syntax" {
				require.Len(t, fault.All(err), 1, "what follows from the first is not told")
			}
		})
	}
}
