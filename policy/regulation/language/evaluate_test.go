package language_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
)

func program(t *testing.T, expr string) *language.Program {
	t.Helper()
	reg := &regulation.Regulation{Exclusions: []regulation.Condition{{ID: "a", Rule: "r", Expr: expr}}}
	p, err := language.Compile(reg)
	require.NoError(t, err)
	return p
}

func ptr[T any](v T) *T { return &v }

func TestEvaluateHasThreeAnswers(t *testing.T) {
	t.Parallel()
	const limb = `certificate.kind == "disability" && certificate.category == "limb" && certificate.grade >= 3`
	person := func(f func(*regulation.Applicant)) regulation.Facts {
		a := &regulation.Applicant{}
		f(a)
		return regulation.Facts{AsOf: ptr(regulation.Date("2024-06-07")), Applicant: a}
	}
	holder := func(kind, category string, grade *int) regulation.Facts {
		return regulation.Facts{Certificate: &regulation.Certificate{Kind: &kind, Category: &category, Grade: grade}}
	}
	for name, c := range map[string]struct {
		expr    string
		facts   regulation.Facts
		want    regulation.Verdict
		missing []string
	}{
		"HZ16 limb 3":                         {limb, holder("disability", "limb", ptr(3)), regulation.Yes, nil},
		"HZ16 limb 2":                         {limb, holder("disability", "limb", ptr(2)), regulation.No, nil},
		"HZ16 limb, grade missing":            {limb, holder("disability", "limb", nil), regulation.CannotTell, []string{"certificate.grade"}},
		"a no needs no missing grade":         {limb, holder("none", "", nil), regulation.No, nil},
		"nothing known":                       {limb, regulation.Facts{}, regulation.CannotTell, []string{"certificate.category", "certificate.grade", "certificate.kind"}},
		"age on the birthday":                 {"applicant.age(asOf) >= 40", person(func(a *regulation.Applicant) { a.Birth = ptr(regulation.Date("1984-06-07")) }), regulation.Yes, nil},
		"age on the day before":               {"applicant.age(asOf) >= 40", person(func(a *regulation.Applicant) { a.Birth = ptr(regulation.Date("1984-06-08")) }), regulation.No, nil},
		"age without birth":                   {"applicant.age(asOf) >= 40", person(func(*regulation.Applicant) {}), regulation.CannotTell, []string{"applicant.birth"}},
		"education":                           {"applicant.education >= senior_high", person(func(a *regulation.Applicant) { a.Education = ptr(regulation.JuniorHigh) }), regulation.No, nil},
		"dismissed never":                     {"within_years(applicant.civil_servant_dismissed, 5, asOf)", person(func(a *regulation.Applicant) { a.CivilServantDismissed = ptr(regulation.Date("")) }), regulation.No, nil},
		"dismissed five years ago to the day": {"within_years(applicant.civil_servant_dismissed, 5, asOf)", person(func(a *regulation.Applicant) { a.CivilServantDismissed = ptr(regulation.Date("2019-06-07")) }), regulation.No, nil},
		"dismissed a day less":                {"within_years(applicant.civil_servant_dismissed, 5, asOf)", person(func(a *regulation.Applicant) { a.CivilServantDismissed = ptr(regulation.Date("2019-06-08")) }), regulation.Yes, nil},
		"inside the town":                     {`inside(applicant.household, "441302003000")`, person(func(a *regulation.Applicant) { a.Household = ptr("441302003201") }), regulation.Yes, nil},
		"inside a county-less city":           {`inside(applicant.household, "442000000000")`, person(func(a *regulation.Applicant) { a.Household = ptr("442000105001") }), regulation.Yes, nil},
		"another town":                        {`inside(applicant.household, "441302003000")`, person(func(a *regulation.Applicant) { a.Household = ptr("441302004201") }), regulation.No, nil},
		"empty list is known":                 {`"social_worker" in applicant.titles`, person(func(a *regulation.Applicant) { a.Titles = []string{} }), regulation.No, nil},
		"nil list is not":                     {`"social_worker" in applicant.titles`, person(func(*regulation.Applicant) {}), regulation.CannotTell, []string{"applicant.titles"}},
		"a county's own fact":                 {`applicant.other["night"]`, person(func(a *regulation.Applicant) { a.Other = map[string]bool{"night": true} }), regulation.Yes, nil},
		"a county's own fact, missing":        {`applicant.other["night"]`, person(func(a *regulation.Applicant) { a.Other = map[string]bool{"day": true} }), regulation.CannotTell, []string{`applicant.other["night"]`}},
		"BJ10 fallback open":                  {`cycle.eligible["disabled"] == 0`, regulation.Facts{Cycle: &regulation.Cycle{Eligible: map[string]int{"disabled": 0}}}, regulation.Yes, nil},
		"BJ10 fallback locked":                {`cycle.eligible["disabled"] == 0`, regulation.Facts{Cycle: &regulation.Cycle{Eligible: map[string]int{"disabled": 1}}}, regulation.No, nil},
		"BJ10 fallback, pool not reviewed":    {`cycle.eligible["disabled"] == 0`, regulation.Facts{Cycle: &regulation.Cycle{}}, regulation.CannotTell, []string{`cycle.eligible["disabled"]`}},
		"ZSD21 supported":                     {`supported.category in ["mental", "intellectual"] && supported.same_household`, regulation.Facts{Supported: &regulation.Supported{Certificate: regulation.Certificate{Category: ptr("mental")}, SameHousehold: ptr(true)}}, regulation.Yes, nil},
		"the text is silent":                  {"unspecified", regulation.Facts{}, regulation.CannotTell, []string{"unspecified"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, missing, err := program(t, c.expr).Evaluate(c.expr, c.facts)
			require.NoError(t, err)
			require.Equal(t, c.want, got)
			require.Equal(t, c.missing, missing)
		})
	}
}

func TestDecimalsInConditionsAreExact(t *testing.T) {
	t.Parallel()
	facts := regulation.Facts{Scores: map[string]decimal.Decimal{"written": decimal.RequireFromString("0.3")}}
	for expr, want := range map[string]regulation.Verdict{
		`score["written"] == dec("0.1") + dec("0.2")`:    regulation.Yes,
		`score["written"] >= dec("0.30")`:                regulation.Yes,
		`score["written"] > dec("0.3")`:                  regulation.No,
		`score["written"] * dec(3) <= dec("0.9")`:        regulation.Yes,
		`dec(1) - score["written"] < dec("0.700000001")`: regulation.Yes,
		`score["interview"] > dec("0.3")`:                regulation.CannotTell,
	} {
		got, _, err := program(t, expr).Evaluate(expr, facts)
		require.NoError(t, err, expr)
		require.Equal(t, want, got, expr)
	}
}

func TestEvaluateRefuses(t *testing.T) {
	t.Parallel()
	_, _, err := program(t, "true").Evaluate("false", regulation.Facts{})
	require.Equal(t, "regulation.expr.foreign", fault.CodeOf(err))

	list := "[" + strings.TrimSuffix(strings.Repeat("1,", 60), ",") + "]"
	costly := list + ".all(a, " + list + ".all(b, " + list + ".all(c, a + b + c > 0)))"
	_, _, err = program(t, costly).Evaluate(costly, regulation.Facts{})
	require.Equal(t, "regulation.expr.costly", fault.CodeOf(err))

	_, err = language.Compile(&regulation.Regulation{Exclusions: []regulation.Condition{{ID: "a", Expr: strings.Repeat(" ", 3000) + "true"}}})
	require.Equal(t, "regulation.expr.costly", fault.CodeOf(err))
}

func TestVocabularyIsDocumented(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, w := range language.Vocabulary() {
		require.NotEmpty(t, w.Chinese, w.Name)
		require.NotEmpty(t, w.Type, w.Name)
		require.False(t, seen[w.Name], w.Name)
		seen[w.Name] = true
	}
	for _, name := range []string{"asOf", "applicant.birth", "certificate.grade", "supported.relation", "supported.category", "post.class", "unit.registered", "cycle.eligible", "score"} {
		require.True(t, seen[name], name)
	}
}
