package library_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
)

// samples are values a person could rule, by the end of the path.
var samples = map[string]string{
	"regime": "service", "headcount": `"3"`, "posts": "1", "by_path": "{p: 1, q: 1}", "percent": "20", "rounding": "half_up",
	"posts_to_people": `"1:2"`, "count_on": "qualified", "short": "[cancel]", "short[+]": "cancel", "full": "100", "ties": "include", "share": "exempt_last",
	"pass": "60", "pass_alone": "70", "p": "60", "q": "60", "panel": "{size: 5}", "digits": "2", "weights": "{written: 50, skills: 20, interview: 30}",
	"exempt": "{interview: 100}", "merge": "one_list", "standard": "duties", "period": "{days: 7}", "decisive_if": "verified", "route": "[county_director]",
	"several": "best", "added_to": "part", "in_pass": "true", "ties[+]": "{lots: true}", "on": "[waived]", "pool": "ranking", "validity": "{years: 1}",
	"silent": "[]", "term": "{years: 1}", "probation": "{months: 1}", "bonus": "{items: []}", "window": "{days: 5}", "supplement": "{days: 2}",
	"ages[+]":                 "{phrase: 其余人员, max: 60, as_of: notice}",
	"procedure[registration]": "{registration: {window: {days: 5}}}", "procedure[review]": "{review: {supplement: {days: 2}}}",
	"procedure[publicity]": "{publicity: {period: {days: 7}, decisive_if: verified}}", "substitution": "{on: [waived], pool: ranking, validity: {years: 1}}",
	"contract": "{term: {years: 1}, probation: {months: 1}}", "paths": "[{id: p, name: P}]",
	"procedure[total]": "{total: {weights: {written: 100}, digits: 2, rounding: half_up}}", "procedure[rank]": "{rank: {ties: [{lots: true}]}}",
}

// sampleOf is a value for a path, where the path decides more than its last key.
func sampleOf(path string) string {
	switch {
	case path == "posts":
		return "[{class: a, level: village, regime: service, headcount: per_plan}]"
	case strings.Contains(path, ".total.by_path."):
		return "{written: 50, interview: 50}"
	case strings.HasPrefix(path, "caps[") && strings.HasSuffix(path, ".ties"):
		return "lots"
	case strings.HasSuffix(path, "rank.ties"):
		return "[{lots: true}]"
	case strings.Contains(path, ".rank.ties[") && strings.HasSuffix(path, ".exempt"):
		return "skip"
	case strings.HasPrefix(path, "procedure[") && !strings.Contains(path, "."):
		return samples[path]
	}
	return samples[path[strings.LastIndex(path, ".")+1:]]
}

// A value that is listed and cannot be ruled on would keep a county from ever publishing.
func TestEverythingListedCanBeRuledOn(t *testing.T) {
	t.Parallel()
	men := "regulation: men-2030\ntitle: 男\nkind: notice\npaths:\n  - {id: p, name: P, ages: [{phrase: 男, sex: male, max: 60, as_of: notice}], silent: [学历]}\n  - {id: q, name: Q}\nprocedure: [{nomination: {by: [township_clerk]}}, review]\n" +
		"posts: [{class: a, level: village, split: by_path}]\ncontract: {}\n"
	for name, text := range map[string]string{"bare": bare, "spoiled": spoiled, "men": men, "nothing": "regulation: nothing-2030\ntitle: 无\nkind: notice\nprocedure: [written]\n"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			reg, err := language.Parse(name+".yaml", []byte(text))
			require.NoError(t, err)
			for rounds := 0; len(language.Unspecified(reg)) > 0; rounds++ {
				require.Less(t, rounds, 99, "a ruling must close what it rules on")
				open := language.Unspecified(reg)[0]
				require.NotEmpty(t, sampleOf(open.Path), open.Path)
				reg, err = language.Rule(reg, []regulation.Ruling{{Path: open.Path, Value: sampleOf(open.Path), Ruler: open.Ruler, Reason: "试"}})
				require.NoError(t, err, "%s", open.Path)
			}
			_, err = language.Compile(reg)
			require.NoError(t, err)
		})
	}
}
