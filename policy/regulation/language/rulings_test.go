package language_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
)

func paths(open []regulation.Open) []string {
	var out []string
	for _, o := range open {
		out = append(out, o.Path)
	}
	return out
}

func TestUnspecifiedListsWhatTheRunNeeds(t *testing.T) {
	t.Parallel()
	open := language.Unspecified(parsed(t, example))
	require.ElementsMatch(t, []string{
		"paths[1].silent", "procedure[2].opening.count_on", "procedure[3].written.pass", "procedure[4].shortlist.ties",
		"procedure[6].total.rounding", "procedure[7].rank.ties[2]", "procedure[8].medical.except",
		"procedure[9].background.posts_to_people", "procedure[10].publicity.decisive_if", "procedure[review]", "substitution",
	}, paths(open))
	for _, o := range open {
		require.NotEmpty(t, o.Ruler)
		if o.Path == "procedure[3].written.pass" {
			require.Equal(t, "笔试 · 合格分数线", o.Chinese)
		}
	}
	require.Contains(t, paths(language.Unspecified(&regulation.Regulation{})), "procedure")
}

func one(path, value string) regulation.Ruling {
	return regulation.Ruling{Path: path, Value: value, Ruler: "county_director", Reason: "为演练虚构"}
}

func TestRuleFillsACopyAndMarksIt(t *testing.T) {
	t.Parallel()
	reg := parsed(t, example)
	ruled, err := language.Rule(reg, []regulation.Ruling{
		one("paths[1].silent", "[]"), one("procedure[2].opening.count_on", "qualified"),
		one("procedure[3].written.pass", "59.50"), one("procedure[4].shortlist.ties", "include"),
		one("procedure[6].total.rounding", "half_up"), one("procedure[7].rank.ties[2]", "{priority: true}"), one("procedure[7].rank.ties[+]", "{lots: true}"),
		one("procedure[9].background.posts_to_people", `"1:1"`), one("procedure[10].publicity.decisive_if", "verified"),
		one("procedure[8].medical.except", "[{id: own, rule: 本人残疾不作为不合格, expr: 'certificate.valid'}]"),
		one("procedure[review]", "{review: {levels: [county_hr], supplement: {days: 3}}}"),
		one("substitution", "{on: [waived, failed_medical], pool: ranking, by: total, validity: {years: 1}}"),
	})
	require.NoError(t, err)
	require.Empty(t, language.Unspecified(ruled))
	require.Len(t, ruled.Rulings, 12)
	require.Equal(t, regulation.StageReview, ruled.Procedure[2].Kind)
	pass := ruled.Procedure[4].Exam.Pass
	require.Equal(t, regulation.Ruled, pass.Standing)
	require.Equal(t, "59.50", pass.V.StringFixed(-pass.V.Exponent()))
	require.Equal(t, "county_director", pass.Ruler)
	require.Equal(t, "第五条", ruled.Procedure[7].Total.Rounding.Source, "the article that is silent stays")
	require.Equal(t, regulation.Ruled, ruled.Substitution.Pool.Standing)

	require.Equal(t, parsed(t, example), reg, "the regulation itself is unchanged")
	require.Len(t, language.Unspecified(reg), 11)
}

func TestRuleAddsStages(t *testing.T) {
	t.Parallel()
	reg := parsed(t, head+"posts: [{class: a, level: village, regime: service, headcount: per_plan}]\npaths: [{id: p, name: P}]\nprocedure:\n  - written: {full: 100}\n  - hire\n")
	require.Subset(t, paths(language.Unspecified(reg)), []string{"procedure[total]", "procedure[rank]", "procedure[publicity]", "procedure[registration]", "procedure[review]", "contract", "substitution"})
	ruled, err := language.Rule(reg, []regulation.Ruling{
		one("procedure[total]", "{total: {weights: {written: 100}, digits: 2, rounding: half_up}}"),
		one("procedure[rank]", "{rank: {ties: [{higher: written}, {extra: written}]}}"),
		one("procedure[publicity]", "{publicity: {period: {days: 7}, decisive_if: verified}}"),
		one("procedure[review]", "{review: {supplement: {days: 2}}}"),
		one("procedure[+0]", "{registration: {window: {days: 5}}}"),
		one("paths[0].require[+]", "{id: adult, rule: 年满18周岁, expr: applicant.age(asOf) >= 18}"),
		one("procedure[written].written.pass", "60"),
		one("procedure[total].total.by_path.p", "{written: 100}"),
		one("contract.term", "{years: 1}"), one("contract.probation", "{months: 1}"),
	})
	require.NoError(t, err)
	var kinds []regulation.StageKind
	for _, s := range ruled.Procedure {
		kinds = append(kinds, s.Kind)
	}
	require.Equal(t, []regulation.StageKind{"registration", "review", "written", "total", "rank", "publicity", "hire"}, kinds)
	require.Equal(t, regulation.Ruled, ruled.Procedure[3].Standing)
	require.Equal(t, regulation.Ruled, ruled.Procedure[3].Total.Digits.Standing)
	require.Equal(t, regulation.Ruled, ruled.Procedure[3].Total.ByPath["p"].Standing)
	require.Equal(t, []string{"substitution"}, paths(language.Unspecified(ruled)))
	_, err = language.Compile(ruled)
	require.NoError(t, err)
}

func TestRuleRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		ruling regulation.Ruling
		code   string
	}{
		"a stated value":        {one("procedure[5].interview.pass", "50"), "regulation.ruling.given"},
		"a stated ratio":        {one("procedure[8].medical.posts_to_people", `"1:2"`), "regulation.ruling.given"},
		"a stated tie":          {one("procedure[7].rank.ties[0]", "{priority: true}"), "regulation.ruling.given"},
		"no such place":         {one("procedure[3].written.colour", "red"), "regulation.ruling.path"},
		"another stage's place": {one("procedure[3].skills.pass", "60"), "regulation.ruling.path"},
		"past the end":          {one("procedure[99].written.pass", "60"), "regulation.ruling.path"},
		"no path":               {one("..", "60"), "regulation.ruling.path"},
		"wrong type":            {one("procedure[3].written.pass", "sixty"), "regulation.type"},
		"above full marks":      {one("procedure[3].written.pass", "160"), "regulation.number"},
		"unknown stage":         {one("procedure[+]", "{exam: {}}"), "regulation.stage.unknown"},
		"no reason":             {regulation.Ruling{Path: "procedure[3].written.pass", Value: "60", Ruler: "county_director"}, "regulation.ruling.reason"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := language.Rule(parsed(t, example), []regulation.Ruling{c.ruling})
			require.Equal(t, c.code, fault.CodeOf(err), "%v", err)
		})
	}
}

func TestParseRulings(t *testing.T) {
	t.Parallel()
	r, err := language.ParseRulings("r.yaml", []byte("regulation: a\ninvented_for: rehearsal\nrulings:\n"+
		"  - {path: \"procedure[3].written.pass\", value: 59.50, ruler: county_director, reason: 虚构}\n"+
		"  - path: procedure[rank]\n    value: {rank: {ties: [{higher: written}]}}\n    ruler: county_director\n    reason: 虚构\n"))
	require.NoError(t, err)
	require.Equal(t, "rehearsal", r.InventedFor)
	require.Equal(t, "59.50", r.Rulings[0].Value)
	require.Equal(t, "{rank: {ties: [{higher: written}]}}", r.Rulings[1].Value)

	_, err = language.ParseRulings("f.yaml", []byte("regulation: a\nruling: []\nrulings:\n  - {path: a, value: 1, ruler: b}\n"))
	require.Equal(t, []string{"2:1 regulation.key.unknown", "4:5 regulation.key.missing"}, listed(err))
}

func TestTheLibraryLoads(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../library/*.yaml")
	require.NoError(t, err)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		reg, err := language.Parse(filepath.Base(file), text)
		require.NoError(t, err)
		_, err = language.Compile(reg)
		require.NoError(t, err)
	}
}
