package library_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
	"jinchu/policy/regulation/library"
)

// rulingsOf parses the rehearsal's rulings of a regulation.
func rulingsOf(t *testing.T, name string) *regulation.Rulings {
	t.Helper()
	text, ok := library.Rulings(name)
	require.True(t, ok, name)
	rulings, err := language.ParseRulings("rulings/"+name+".yaml", []byte(text))
	require.NoError(t, err)
	return rulings
}

func TestRehearsableFiles(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{"county-2009", "dachong-2021", "dangyang-2022", "home", "huicheng-2016", "jimei-2017",
		"jimei-2024", "qingyuan-2018", "shangdu-2021", "tongan", "xiqu-2021", "yanlian-routes"}, library.Rehearsable())
	for _, name := range []string{"beijing-2010", "xian", "shaanxi-2012"} {
		_, ok := library.Rulings(name)
		require.False(t, ok, name)
	}
}

func TestEveryRulingSaysItWasInvented(t *testing.T) {
	t.Parallel()
	for _, name := range library.Rehearsable() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rulings := rulingsOf(t, name)
			require.Equal(t, name, rulings.Regulation)
			require.Equal(t, "rehearsal", rulings.InventedFor)
			require.NotEmpty(t, rulings.Rulings)
			for _, r := range rulings.Rulings {
				require.True(t, strings.HasPrefix(r.Reason, "rehearsal only: "), r.Path)
				require.Contains(t, []string{"county_director", "hr_bureau"}, r.Ruler, r.Path)
			}
		})
	}
}

func TestRulingsLeaveNothingOpenAndTheFileUnchanged(t *testing.T) {
	t.Parallel()
	for _, name := range library.Rehearsable() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			reg := regulationOf(t, name)
			textBefore, _ := library.Text(name)
			before, err := json.Marshal(reg)
			require.NoError(t, err)
			require.NotEmpty(t, language.Unspecified(reg), "the source leaves something open")

			ruled, err := language.Rule(reg, rulingsOf(t, name).Rulings)
			require.NoError(t, err)
			require.Empty(t, language.Unspecified(ruled))
			_, err = language.Compile(ruled)
			require.NoError(t, err)

			after, err := json.Marshal(reg)
			require.NoError(t, err)
			require.JSONEq(t, string(before), string(after))
			textAfter, _ := library.Text(name)
			require.Equal(t, textBefore, textAfter)
		})
	}
}

func TestRulingsKeepTheStagesOfTheSourceInTheirOrder(t *testing.T) {
	t.Parallel()
	for _, name := range library.Rehearsable() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			reg := regulationOf(t, name)
			ruled, err := language.Rule(reg, rulingsOf(t, name).Rulings)
			require.NoError(t, err)
			left := kinds(reg)
			for _, kind := range kinds(ruled) {
				if len(left) > 0 && kind == left[0] {
					left = left[1:]
				}
			}
			require.Empty(t, left)
		})
	}
}

func TestRuledProceduresRunFromPlanToHire(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, file string
		want       string
	}{
		{"HOME", "home", "plan approval notice registration review accommodation written interview total rank medical background publicity hire"},
		{"XG09", "county-2009", "plan approval notice nomination review accommodation interview total rank medical background publicity hire"},
		{"HZ16", "huicheng-2016", "plan approval notice registration review accommodation written shortlist interview total rank medical background publicity hire"},
		{"ZSD21", "dachong-2021", "plan approval notice registration review accommodation written shortlist interview total rank medical background publicity hire"},
		{"ZSX21", "xiqu-2021", "plan approval notice registration review accommodation written shortlist interview total rank medical background publicity hire"},
		{"JM17", "jimei-2017", "plan approval notice registration review accommodation written shortlist interview total rank medical background publicity hire"},
		{"JM24", "jimei-2024", "plan approval notice registration review accommodation written interview total rank medical background publicity hire"},
		{"TA publicity before medical", "tongan", "plan approval notice registration review accommodation written interview total rank background publicity medical hire"},
		{"QY18", "qingyuan-2018", "plan approval notice registration review accommodation written shortlist skills interview total rank medical background publicity hire"},
		{"DY22", "dangyang-2022", "plan approval notice registration review opening accommodation written shortlist interview total rank medical background publicity hire"},
		{"routes", "yanlian-routes", "plan approval notice registration review accommodation written shortlist interview total rank medical background publicity hire"},
		{"SD-SQ", "shangdu-2021", "plan approval notice registration review opening accommodation written shortlist interview total rank medical background publicity hire"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			ruled, err := language.Rule(regulationOf(t, c.file), rulingsOf(t, c.file).Rulings)
			require.NoError(t, err)
			var got []string
			for _, kind := range kinds(ruled) {
				got = append(got, string(kind))
			}
			require.Equal(t, c.want, strings.Join(got, " "))
		})
	}
}

func TestWhatTheTextStatesCannotBeRuledOn(t *testing.T) {
	t.Parallel()
	_, err := language.Rule(regulationOf(t, "qingyuan-2018"), []regulation.Ruling{
		{Path: "procedure[2].skills.pass", Value: "50", Ruler: "county_director", Reason: "rehearsal only: 测试"}})
	require.Equal(t, "regulation.ruling.given", fault.CodeOf(err), "QY18 skills 60")
}

// What still stands against the law after the rulings must be overridden by a named person before a
// rehearsal may publish; whatever nobody may override would stop it for ever.
func TestLintErrorsThatARehearsalMustOverride(t *testing.T) {
	t.Parallel()
	want := map[string][]string{
		"qingyuan-2018": {"contract.probation by hr_bureau", "contract.before by hr_bureau"},
		"shangdu-2021":  {"contract.probation by hr_bureau"},
	}
	for _, name := range library.Rehearsable() {
		var errors []string
		for _, f := range language.Lint(ruledOf(t, name)) {
			if f.Severity == language.Error {
				errors = append(errors, f.Code+" by "+f.MayOverride)
			}
		}
		require.Equal(t, want[name], errors, name)
	}
}

func TestThePersonSignsBeforeTheEmployer(t *testing.T) {
	t.Parallel()
	for _, name := range library.Rehearsable() {
		require.Equal(t, []string{"applicant", "county_director"}, ruledOf(t, name).Contract.Signers.V, name)
	}
}

// Ages count on the day of the notice, whenever the rehearsal begins.
func TestRuledAgesFollowTheNotice(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"county-2009", "huicheng-2016", "dachong-2021"} {
		for _, p := range ruledOf(t, name).Paths {
			for _, a := range p.Ages {
				require.Equal(t, regulation.NoticeDay, a.AsOf.V, name)
			}
		}
	}
	require.Contains(t, strings.Join(language.Sentences(ruledOf(t, "county-2009")), "\n"), "以公告发布之日计算")
}
