package language_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/regulation/language"
)

const head = "regulation: example-2030\ntitle: 示例\nkind: notice\n"

// listed gives the joined faults as "line:column code".
func listed(err error) []string {
	var all []string
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range joined.Unwrap() {
			f := fault.Of(e)
			all = append(all, strings.TrimPrefix(f.Place, "f.yaml:")+" "+f.Code)
		}
	}
	return all
}

func TestParseSaysWhereAndWhatInstead(t *testing.T) {
	t.Parallel()
	exams := "procedure:\n  - written: {full: 100}\n  - interview: {full: 100}\n"
	for name, c := range map[string]struct {
		text, want, instead string
	}{
		"unknown key":                     {"titel: x\n", "4:1 regulation.key.unknown", "title"},
		"unknown key inside":              {"posts:\n  - {class: a, levle: village}\n", "5:16 regulation.key.unknown", "level"},
		"key twice":                       {"title: again\n", "4:1 regulation.key.twice", ""},
		"wrong type":                      {"posts: township\n", "4:8 regulation.type", "[township]"},
		"number as text":                  {"paths:\n  - {id: a, name: A, ages: [{phrase: p, min: eighteen}]}\n", "5:46 regulation.type", "3"},
		"date":                            {"issued: 2030/01/02\n", "4:9 regulation.type", "2024-01-02"},
		"closed word":                     {"posts:\n  - {class: a, level: villge}\n", "5:23 regulation.word", "village"},
		"syntax":                          {"posts: [\n", "", "YAML"},
		"anchors are refused":             {"unit: &u x\n", "4:7 regulation.yaml.feature", ""},
		"weights":                         {exams + "  - total: {weights: {written: 40, interview: 50}}\n", "7:22 regulation.weights", "90"},
		"weights with the bonus inside":   {exams + "  - total: {weights: {written: 50, interview: 50, bonus: 5}}\n", "7:22 regulation.weights", "105"},
		"weights of a path":               {"paths: [{id: p, name: P}]\n" + exams + "  - total: {by_path: {p: {written: 40, interview: 50}}}\n", "8:26 regulation.weights", "90"},
		"weight of no part":               {exams + "  - total: {weights: {writen: 50, interview: 50}}\n", "7:31 regulation.reference", "written"},
		"total by no path":                {exams + "  - total: {by_path: {q: unspecified}}\n", "7:26 regulation.reference", ""},
		"ratio 5:1 as posts to people":    {"procedure:\n  - opening: {posts_to_people: \"5:1\"}\n", "5:32 regulation.ratio.direction", `people_to_posts: "5:1"`},
		"ratio 1:3 as people to posts":    {"procedure:\n  - opening: {people_to_posts: \"1:3\"}\n", "5:32 regulation.ratio.direction", `posts_to_people: "1:3"`},
		"ratio as a number":               {"procedure:\n  - opening: {posts_to_people: 3}\n", "5:32 regulation.ratio.form", "1:3"},
		"ratio twice":                     {"procedure:\n  - medical: {posts_to_people: \"1:1\", people_to_posts: \"1:1\"}\n", "5:39 regulation.ratio.both", ""},
		"stage":                           {"procedure:\n  - writen: {}\n", "5:5 regulation.stage.unknown", "written"},
		"section as a stage":              {"procedure:\n  - substitution: {}\n", "5:5 regulation.stage.section", "substitution: {"},
		"stage with two keys":             {"procedure:\n  - {written: {}, skills: {}}\n", "5:5 regulation.stage.form", ""},
		"stage twice":                     {"procedure:\n  - written\n  - written\n", "6:5 regulation.stage.twice", ""},
		"key of another stage":            {"procedure:\n  - notice: {full: 100}\n", "5:14 regulation.key.unknown", "by"},
		"shortlist from a missing stage":  {exams + "  - shortlist: {from: skills, to: interview}\n", "7:23 regulation.reference", "written"},
		"tie of a missing part":           {exams + "  - rank: {ties: [{higher: skills}]}\n", "7:28 regulation.reference", "written"},
		"tie that says two things":        {exams + "  - rank: {ties: [{higher: written, priority: true}]}\n", "7:19 regulation.tie", "higher"},
		"pass above full":                 {"procedure:\n  - written: {full: 100, pass: 160}\n", "5:32 regulation.number", "0–100"},
		"panel drops everybody":           {"procedure:\n  - interview: {panel: {size: 2, drop_high: 1, drop_low: 1}}\n", "", "size >"},
		"period with two units":           {"procedure:\n  - publicity: {period: {days: 7, months: 1}}\n", "", "working_days"},
		"value and silence":               {"procedure:\n  - written: {pass: {value: 60, unspecified: true}}\n", "5:46 regulation.value.both", "unspecified"},
		"pay of no class":                 {"pay: [{class: village}]\n", "4:15 regulation.reference", ""},
		"condition without expression":    {"exclusions: [{id: a, rule: r}]\n", "4:14 regulation.key.missing", "unspecified"},
		"condition twice":                 {"exclusions: [{id: a, rule: r, expr: 'true'}, {id: a, rule: r, expr: 'true'}]\n", "4:46 regulation.twice", ""},
		"CEL syntax":                      {"exclusions: [{id: a, rule: r, expr: 'applicant.fit &&'}]\n", "", ""},
		"CEL type":                        {"exclusions: [{id: a, rule: r, expr: 'applicant.education >= \"college\"'}]\n", "4:58 regulation.expr.types", ""},
		"CEL result":                      {"exclusions: [{id: a, rule: r, expr: applicant.age(asOf)}]\n", "4:37 regulation.expr.result", "是或否"},
		"CEL word":                        {"exclusions: [{id: a, rule: r, expr: applicant.hosehold == ''}]\n", "4:37 regulation.expr.word", "applicant.household"},
		"CEL constant":                    {"exclusions: [{id: a, rule: r, expr: applicant.education >= senior_hig}]\n", "4:60 regulation.expr.word", "senior_high"},
		"CEL double":                      {"exclusions: [{id: a, rule: r, expr: 'score[\"written\"] >= 59.5'}]\n", "4:58 regulation.expr.double", `dec("59.5")`},
		"CEL bad decimal":                 {"exclusions: [{id: a, rule: r, expr: 'score[\"written\"] >= dec(\"x\")'}]\n", "4:62 regulation.type", `dec("12.5")`},
		"appraisal over a hundred, UD-KH": {"appraisal: {parts: [{name: a, weight: 65}, {name: b, weight: 40}]}\n", "4:20 regulation.weights", "105"},
		"transition from no condition":    {"transition: [{rule: r, who: 'true', exempt: [education]}]\n", "4:46 regulation.reference", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := language.Parse("f.yaml", []byte(head+c.text))
			require.Error(t, err)
			require.Contains(t, err.Error(), c.instead)
			require.Contains(t, err.Error(), "f.yaml:")
			if c.want != "" {
				require.Contains(t, listed(err), c.want)
			}
		})
	}
}

func TestParseCollectsEveryFault(t *testing.T) {
	t.Parallel()
	_, err := language.Parse("f.yaml", []byte("titel: x\nissued: soon\nprocedure:\n  - writen\n"))
	require.Equal(t, []string{"1:1 regulation.key.missing", "1:1 regulation.key.missing", "1:1 regulation.key.missing",
		"1:1 regulation.key.unknown", "2:9 regulation.type", "4:5 regulation.stage.unknown"}, sortedStable(listed(err)))
	for _, code := range listed(err) {
		require.True(t, fault.Known(strings.Fields(code)[1]))
	}
}

func sortedStable(s []string) []string {
	for i := 1; i < len(s); i++ {
		for j := i; j > 0 && s[j] < s[j-1]; j-- {
			s[j], s[j-1] = s[j-1], s[j]
		}
	}
	return s
}
