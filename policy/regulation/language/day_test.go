package language_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
)

// Texts print the day on which ages count, or name a day of the cycle instead.
func TestDayOnWhichAgesCount(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		day, says string
		open      []string
	}{
		"年龄计算截止公告发布之日":                       {"as_of: notice", "以公告发布之日计算", nil},
		"年龄以报名首日为准":                          {"as_of: registration_opens", "以报名首日计算", nil},
		"本公告涉及的时间节点，均以报名截止之日计算":              {"as_of: {value: registration_closes, source: 特别说明}", "以报名截止之日计算", nil},
		"年龄计算截止时间为2023年3月31日":                {"as_of: 2023-03-31", "以2023-03-31计算", nil},
		"cut off: a person rules on the day": {"as_of: unspecified", "", []string{"paths[0].ages[0].as_of"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			reg := parsed(t, head+"paths:\n  - {id: p, name: P, ages: [{phrase: 35周岁以下, max: 35, "+c.day+"}]}\n")
			require.Contains(t, strings.Join(language.Sentences(reg), "\n"), c.says)
			require.Subset(t, paths(language.Unspecified(reg)), c.open)
			require.NotContains(t, codes(language.Lint(reg)), "age.contradiction")
		})
	}
}

func TestDayRefusesOtherWords(t *testing.T) {
	t.Parallel()
	_, err := language.Parse("f.yaml", []byte(head+"paths:\n  - {id: p, name: P, ages: [{phrase: p, max: 35, as_of: announcement}]}\n"))
	require.Equal(t, []string{"5:57 regulation.type"}, listed(err))
	require.ErrorContains(t, err, "2024-01-02 | notice | registration_opens | registration_closes")
}

func TestDayMayBeRuled(t *testing.T) {
	t.Parallel()
	reg := parsed(t, head+"paths:\n  - {id: p, name: P, ages: [{phrase: p, max: 35}]}\n")
	ruled, err := language.Rule(reg, []regulation.Ruling{one("paths[0].ages[0].as_of", "notice")})
	require.NoError(t, err)
	require.Equal(t, regulation.NoticeDay, ruled.Paths[0].Ages[0].AsOf.V)
	_, err = language.Rule(reg, []regulation.Ruling{one("paths[0].ages[0].as_of", "someday")})
	require.Equal(t, "regulation.type", fault.CodeOf(err))
}

// LY22: who lived there on the day of the notice; the day is a word of the vocabulary too.
func TestConditionsMayAskForADayOfTheCycle(t *testing.T) {
	t.Parallel()
	expr := "applicant.household_since <= cycle.notice"
	reg := parsed(t, head+"paths:\n  - {id: p, name: P, require: [{id: h, rule: 公告发布之日前已落户, expr: "+expr+"}]}\n")
	rules, err := language.Compile(reg)
	require.NoError(t, err)
	notice, before, after := regulation.Date("2022-06-24"), regulation.Date("2022-06-23"), regulation.Date("2022-06-25")
	for since, want := range map[*regulation.Date]regulation.Verdict{&before: regulation.Yes, &notice: regulation.Yes, &after: regulation.No} {
		got, _, err := rules.Evaluate(expr, regulation.Facts{Applicant: &regulation.Applicant{HouseholdSince: since}, Cycle: &regulation.Cycle{Notice: &notice}})
		require.NoError(t, err)
		require.Equal(t, want, got, *since)
	}
	got, missing, err := rules.Evaluate(expr, regulation.Facts{Applicant: &regulation.Applicant{HouseholdSince: &before}})
	require.NoError(t, err)
	require.Equal(t, regulation.CannotTell, got)
	require.Equal(t, []string{"cycle.notice"}, missing)
}
