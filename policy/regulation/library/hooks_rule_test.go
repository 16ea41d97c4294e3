package library_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
)

// in makes a fact that is known.
func in[T any](v T) *T { return &v }

// conditionOf finds a condition of a path, an exclusion, a priority or an opening by its ID.
func conditionOf(t *testing.T, reg *regulation.Regulation, path, id string) string {
	t.Helper()
	all := append(append([]regulation.Condition{}, reg.Exclusions...), reg.Priorities...)
	for _, p := range reg.Paths {
		if p.ID == path {
			all = append(all, p.Require...)
			if p.Opens != nil {
				all = append(all, *p.Opens)
			}
		}
	}
	for _, s := range reg.Procedure {
		if s.Exam != nil {
			all = append(all, s.Exam.Exempt...)
		}
	}
	for _, c := range all {
		if c.ID == id {
			return c.Expr
		}
	}
	require.Fail(t, "no condition", id)
	return ""
}

func disabled(category string, grade int) regulation.Facts {
	return regulation.Facts{Certificate: &regulation.Certificate{Kind: in("disability"), Valid: in(true), Category: &category, Grade: &grade}}
}

func soldier(category string, grade int) regulation.Facts {
	f := disabled(category, grade)
	f.Certificate.Kind = in("soldier")
	return f
}

func kin(category, relation string, together bool) regulation.Facts {
	return regulation.Facts{Supported: &regulation.Supported{Relation: &relation, SameHousehold: &together,
		Certificate: regulation.Certificate{Kind: in("disability"), Valid: in(true), Category: &category}}}
}

func applicant(a regulation.Applicant) regulation.Facts {
	return regulation.Facts{AsOf: in(regulation.Date("2021-07-05")), Applicant: &a}
}

func eligible(n int) regulation.Facts {
	return regulation.Facts{Cycle: &regulation.Cycle{Eligible: map[string]int{"disabled": n}}}
}

func TestConditions(t *testing.T) {
	t.Parallel()
	fresh := func(f regulation.Facts, e regulation.Education) regulation.Facts {
		f.Path, f.Applicant = in("disabled"), &regulation.Applicant{Education: &e}
		return f
	}
	second := fresh(disabled("limb", 4), regulation.College)
	second.Certificate.Generation = in(2)
	cases := []struct {
		name, file, path, id string
		facts                regulation.Facts
		want                 regulation.Verdict
	}{
		{"HZ16 limb 3", "huicheng-2016", "disabled", "grade", disabled("limb", 3), regulation.Yes},
		{"HZ16 limb 2", "huicheng-2016", "disabled", "grade", disabled("limb", 2), regulation.No},
		{"HZ16 vision 4", "huicheng-2016", "disabled", "grade", disabled("vision", 4), regulation.Yes},
		{"HZ16 vision 3", "huicheng-2016", "disabled", "grade", disabled("vision", 3), regulation.No},
		{"HZ16 hearing 4", "huicheng-2016", "disabled", "grade", disabled("hearing", 4), regulation.Yes},
		{"HZ16 speech 4", "huicheng-2016", "disabled", "grade", disabled("speech", 4), regulation.No},
		{"HZ16 spouse of an intellectually disabled person", "huicheng-2016", "relative", "supported", kin("intellectual", "spouse", false), regulation.Yes},
		{"HZ16 sibling is no direct relative", "huicheng-2016", "relative", "supported", kin("mental", "sibling", true), regulation.No},
		{"HZ16 child of a limb-disabled person", "huicheng-2016", "relative", "supported", kin("limb", "child", true), regulation.No},
		{"HZ16 cheated 1 year ago", "huicheng-2016", "", "cheating", applicant(regulation.Applicant{Cheated: in(regulation.Date("2020-07-06"))}), regulation.Yes},
		{"HZ16 cheated 2 years ago", "huicheng-2016", "", "cheating", applicant(regulation.Applicant{Cheated: in(regulation.Date("2019-07-05"))}), regulation.No},
		{"HZ16 sanction not known", "huicheng-2016", "", "sanction", applicant(regulation.Applicant{UnderSanction: in(false)}), regulation.CannotTell},
		{"ZSD21 speech of any grade", "dachong-2021", "disabled", "certificate", disabled("speech", 1), regulation.Yes},
		{"ZSD21 mental disability", "dachong-2021", "disabled", "certificate", disabled("mental", 4), regulation.No},
		{"ZSD21 soldier grade 8", "dachong-2021", "disabled", "certificate", soldier("limb", 8), regulation.Yes},
		{"ZSD21 soldier grade 9: a foreign scale", "dachong-2021", "disabled", "certificate", soldier("limb", 9), regulation.No},
		{"ZSD21 sibling in the household", "dachong-2021", "relative", "supported", kin("mental", "sibling", true), regulation.Yes},
		{"ZSD21 sibling elsewhere", "dachong-2021", "relative", "supported", kin("mental", "sibling", false), regulation.No},
		{"ZSD21 no green health code", "dachong-2021", "", "health_code", applicant(regulation.Applicant{GreenHealthCode: in(false)}), regulation.Yes},
		{"ZSX21 limb 4", "xiqu-2021", "disabled", "certificate", disabled("limb", 4), regulation.Yes},
		{"ZSX21 limb 3", "xiqu-2021", "disabled", "certificate", disabled("limb", 3), regulation.No},
		{"ZSX21 soldier grade 4 limb", "xiqu-2021", "disabled", "certificate", soldier("limb", 4), regulation.Yes},
		{"ZSX21 institution staff without consent", "xiqu-2021", "disabled", "consent",
			applicant(regulation.Applicant{Employer: in("institution"), EmployerConsent: in(false)}), regulation.No},
		{"ZSX21 unemployed needs no consent", "xiqu-2021", "disabled", "consent", applicant(regulation.Applicant{Employer: in("none")}), regulation.Yes},
		{"JM24 student who graduates later", "jimei-2024", "", "military_student",
			applicant(regulation.Applicant{Military: in(false), Student: in(true), Fresh: in(false)}), regulation.Yes},
		{"JM24 soft preference is a priority, not an exclusion", "jimei-2024", "", "five_villages",
			applicant(regulation.Applicant{Other: map[string]bool{"lives_in_named_village": false}}), regulation.No},
		{"BJ10 fallback locked while one is eligible", "beijing-2010", "kin", "no_eligible_disabled", eligible(1), regulation.No},
		{"BJ10 fallback opens at nought", "beijing-2010", "kin", "no_eligible_disabled", eligible(0), regulation.Yes},
		{"BJ10 fallback before the count is known", "beijing-2010", "kin", "no_eligible_disabled", regulation.Facts{}, regulation.CannotTell},
		{"JM17 college exempts", "jimei-2017", "", "college", fresh(disabled("limb", 4), regulation.College), regulation.Yes},
		{"JM17 senior high does not", "jimei-2017", "", "college", fresh(disabled("limb", 4), regulation.SeniorHigh), regulation.No},
		{"TA second-generation certificate and college", "tongan", "", "college", second, regulation.Yes},
		{"XG09 unemployed graduate first", "county-2009", "", "graduate",
			applicant(regulation.Applicant{Unemployed: in(true), Education: in(regulation.Bachelor)}), regulation.Yes},
		{"SX12 certificate holder of junior high", "shaanxi-2012", "disabled", "education", applicant(regulation.Applicant{Education: in(regulation.JuniorHigh)}), regulation.Yes},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			reg := regulationOf(t, c.file)
			rules, err := language.Compile(reg)
			require.NoError(t, err)
			got, missing, err := rules.Evaluate(conditionOf(t, reg, c.path, c.id), c.facts)
			require.NoError(t, err)
			require.Equal(t, c.want, got, missing)
		})
	}
}

func TestObsoleteRulesSaySo(t *testing.T) {
	t.Parallel()
	obsolete := func(file, id string) regulation.Condition {
		for _, c := range regulationOf(t, file).Exclusions {
			if c.ID == id {
				return c
			}
		}
		return regulation.Condition{}
	}
	require.NotEmpty(t, obsolete("dachong-2021", "health_code").Obsolete, "ZSD21 health code")
	require.Equal(t, regulation.Date("2021-07-07"), obsolete("dachong-2021", "health_code").Until, "ZSD21 date-bound")
	require.NotEmpty(t, obsolete("huicheng-2016", "family_planning").Obsolete, "HZ16 family planning")
}

func TestHomeHook(t *testing.T) {
	t.Parallel()
	reg := regulationOf(t, "home")
	require.Equal(t, "17", reg.Posts[0].Headcount.V, "HOME 17 township posts")
	for _, p := range reg.Pay {
		if p.Class == "village" {
			require.Equal(t, "lost_time", p.Kind, "HOME a village payment is no wage")
			require.True(t, p.Amount.InPrinciple)
		}
		if p.Class == "township" {
			require.Equal(t, "minimum_wage", p.Floor.V, "HOME the floor is the dated table, not a number")
			require.True(t, p.Amount.Silent())
		}
	}
	require.Equal(t, "encouraged", reg.Concurrent[0].Stance, "HOME concurrency")
}

func TestAfterwardsHooks(t *testing.T) {
	t.Parallel()
	qy := regulationOf(t, "qingyuan-2018").Contract
	require.Equal(t, regulation.Period{Months: 3}, qy.Probation.V, "QY18")
	require.True(t, qy.Before.V, "QY18 contract after probation")
	sd := regulationOf(t, "shangdu-2021").Contract
	require.Equal(t, regulation.Period{Years: 1}, sd.Probation.V, "SD-SQ")
	require.Equal(t, "record.passes >= 3", sd.Renewal.V, "SD-SQ three consecutive passes")
	bj := regulationOf(t, "beijing-2010").Transition[0]
	require.Equal(t, regulation.Period{Years: 5}, bj.Within.V, "BJ10 from 2010 to 2015")
	require.Equal(t, []string{"education"}, bj.Exempt, "BJ10 incumbents with junior high")
	review := stage(t, regulationOf(t, "jimei-2024"), regulation.StageReview).Review
	require.True(t, review.Throughout.V, "JM24 revocation even after the contract")
	written := stage(t, regulationOf(t, "tongan"), regulation.StageWritten)
	require.Equal(t, "city_paper", written.Await, "TA the city supplies the paper")
	require.Equal(t, "city_plan_review", stage(t, regulationOf(t, "tongan"), regulation.StageApproval).Await, "TA")
}
