package language_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/regulation/language"
)

// What would only surface while a cycle runs is listed before anybody applies; what cannot happen is not.
func TestUnspecifiedSeesWhatWouldStopALaterStage(t *testing.T) {
	t.Parallel()
	exempt := "procedure:\n  - written: {full: 100, exempt: [{id: e, rule: 大专免笔试, expr: applicant.education >= college}]}\n  - interview: {full: 100, panel: {size: 5}}\n"
	for name, c := range map[string]struct{ path, open, closed string }{
		"a mean of five ends":                 {"procedure[0].interview.panel.digits", "procedure:\n  - interview: {full: 100, panel: {size: 3}}\n", "procedure:\n  - interview: {full: 100, panel: {size: 7, drop_high: 1, drop_low: 1}}\n"},
		"two digits need a mode":              {"procedure[0].interview.panel.rounding", "procedure:\n  - interview: {full: 100, panel: {size: 5, digits: 2}}\n", "procedure:\n  - interview: {full: 100, panel: {size: 3, digits: 2, rounding: half_up}}\n"},
		"a path left out of the pass marks":   {"procedure[0].written.pass_by.b", "paths: [{id: a, name: A}, {id: b, name: B}]\nprocedure:\n  - written: {full: 100, pass_by: {a: 60}}\n", "paths: [{id: a, name: A}, {id: b, name: B}]\nprocedure:\n  - written: {full: 100, pass: 50, pass_by: {a: 60}}\n"},
		"TA: exempt, and how is it merged":    {"procedure[2].total.merge", exempt + "  - total: {weights: {written: 50, interview: 50}, exempt: {interview: 100}, digits: 2, rounding: half_up}\n", exempt + "  - total: {weights: {written: 50, interview: 50}, exempt: {interview: 100}, merge: one_list, digits: 2, rounding: half_up}\n"},
		"two lists, and who sits first":       {"procedure[2].total.share", exempt + "  - total: {weights: {written: 50, interview: 50}, exempt: {interview: 100}, merge: separate_lists}\n", exempt + "  - total: {weights: {written: 50, interview: 50}, exempt: {interview: 100}, merge: separate_lists, share: exempt_last}\n"},
		"who is exempt cannot be compared":    {"procedure[2].rank.ties[0].exempt", exempt + "  - rank: {ties: [{higher: written}, {lots: true}]}\n", exempt + "  - rank: {ties: [{higher: written, exempt: skip}, {lots: true}]}\n"},
		"the chain ends in equals":            {"procedure[1].rank.ties[+]", "procedure:\n  - written\n  - rank: {ties: [{higher: written}]}\n", "procedure:\n  - written\n  - rank: {ties: [{higher: written}, {extra: written}]}\n"},
		"DY22: consent may be refused":        {"procedure[1].rank.ties[+]", "procedure:\n  - written\n  - rank: {ties: [{extra: written, consent: city}]}\n", "procedure:\n  - written\n  - rank: {ties: [{extra: written, consent: city}, {lots: true}]}\n"},
		"1:1.5 of one post":                   {"procedure[0].medical.rounding", "procedure:\n  - medical: {posts_to_people: \"1:1.5\", standard: duties}\n", "procedure:\n  - medical: {posts_to_people: \"1:2\", standard: duties}\n"},
		"WW21: reduce to nought, then":        {"procedure[0].opening.short[+]", "procedure:\n  - opening: {posts_to_people: \"1:3\", count_on: qualified, short: [reduce]}\n", "procedure:\n  - opening: {posts_to_people: \"1:3\", count_on: qualified, short: [reduce, cancel]}\n"},
		"an age rule for men alone":           {"paths[0].ages[+]", "paths:\n  - {id: p, name: P, ages: [{phrase: 男, sex: male, max: 60, as_of: notice}]}\n", "paths:\n  - {id: p, name: P, ages: [{phrase: 男, sex: male, max: 60, as_of: notice}, {phrase: 女, sex: female, max: 55, as_of: notice}]}\n"},
		"XG09: how long nominations may come": {"procedure[0].nomination.window", "procedure:\n  - nomination: {by: [township_clerk]}\n", "procedure:\n  - nomination: {by: [township_clerk], window: {days: 5}}\n"},
		"a route that was cut off":            {"procedure[0].approval.route", "procedure:\n  - approval: {route: unspecified}\n", "procedure:\n  - approval: {route: [county_director]}\n"},
		"review levels cut off":               {"procedure[0].review.levels", "procedure:\n  - review: {levels: unspecified}\n", "procedure:\n  - review: {levels: [county_hr]}\n"},
		"a cap without its rounding":          {"caps[0].rounding", "paths: [{id: p, name: P}]\ncaps: [{path: p, of: cycle_posts, percent: 20}]\n", "paths: [{id: p, name: P}]\ncaps: [{path: p, of: cycle_posts, percent: 20, count: 2}]\n"},
		"HZ16: equals across a cap":           {"caps[0].ties", "paths: [{id: p, name: P}]\ncaps: [{path: p, of: cycle_posts, percent: 20, count: 2}]\n", "paths: [{id: p, name: P}]\ncaps: [{path: p, of: cycle_posts, percent: 20, count: 2, ties: {value: lots, source: 第五条}}]\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Contains(t, paths(language.Unspecified(parsed(t, head+c.open))), c.path)
			require.NotContains(t, paths(language.Unspecified(parsed(t, head+c.closed))), c.path)
		})
	}
}

func TestWeightsOfThoseExemptLeaveOutWhatTheyDoNotSit(t *testing.T) {
	t.Parallel()
	_, err := language.Parse("f.yaml", []byte(head+"procedure:\n"+
		"  - written: {full: 100, exempt: [{id: e, rule: 免试, expr: applicant.veteran}]}\n  - interview: {full: 100}\n"+
		"  - total: {exempt: {written: 50, interview: 50}}\n"))
	require.Equal(t, "regulation.weights.exempt", fault.CodeOf(err))
}

func TestNewTieStepsHaveTheirSentences(t *testing.T) {
	t.Parallel()
	text := strings.Join(language.Sentences(parsed(t, head+"procedure:\n  - written\n"+
		"  - rank: {ties: [{higher: written, exempt: after}, {lots: true}]}\n  - medical: {posts_to_people: \"1:1.5\", rounding: ceiling}\n"+
		"  - interview: {panel: {size: 5, digits: 2, rounding: half_up}}\n")), "\n")
	for _, want := range []string{"笔试成绩高者优先（免试者在后）", "同分第2顺序：抽签决定", "比例：岗位:人数 2:3；不足一人时：向上取整", "5人，去0个最高分和0个最低分，平均后保留2位（四舍五入）"} {
		require.Contains(t, text, want)
	}
	_, err := language.Parse("f.yaml", []byte(head+"procedure:\n  - written\n  - rank: {ties: [{extra: written, lots: true}]}\n"))
	require.Equal(t, "regulation.tie", fault.CodeOf(err))
}

func TestWhoStaysAtACapAndWhatIsShownHaveTheirSentences(t *testing.T) {
	t.Parallel()
	caps := "paths: [{id: p, name: P}]\ncaps: [{path: p, of: cycle_posts, percent: 20, count: 2, ties: "
	require.Contains(t, strings.Join(language.Sentences(parsed(t, head+caps+"lots}]\n")), "\n"), "即2名；名额线上同分的：抽签决定。")
	require.Contains(t, strings.Join(language.Sentences(parsed(t, head+caps+"unspecified}]\n")), "\n"), "；名额线上同分的：未写明。")
	_, err := language.Parse("f.yaml", []byte(head+caps+"age}]\n"))
	require.Equal(t, "regulation.word", fault.CodeOf(err))
	before, after := parsed(t, head+caps+"unspecified}]\n"), parsed(t, head+caps+"lots}]\n")
	require.Equal(t, "caps[0].ties", language.Diff(before, after)[0].Path)
	require.Contains(t, strings.Join(language.Sentences(parsed(t, head+"procedure:\n  - publicity: {shows: [ticket, name, post, rank]}\n")), "\n"),
		"公示内容：准考证号、姓名、岗位、名次")
}

// QD-XZ publishes for seven to fifteen days.
func TestPublicityMayBeARange(t *testing.T) {
	t.Parallel()
	reg := parsed(t, head+"procedure:\n  - publicity: {period: {days: 7}, period_up_to: {value: {days: 15}, source: 公示7至15日}, decisive_if: verified}\n")
	require.Contains(t, strings.Join(language.Sentences(reg), "\n"), "期限：7天；最长：15天〔公示7至15日〕")
	require.NotContains(t, paths(language.Unspecified(reg)), "procedure[0].publicity.period")
	for _, wrong := range []string{"period: {days: 7}, period_up_to: {days: 5}", "period: {days: 7}, period_up_to: {working_days: 15}", "period_up_to: {days: 15}"} {
		_, err := language.Parse("f.yaml", []byte(head+"procedure:\n  - publicity: {"+wrong+"}\n"))
		require.Equal(t, "regulation.number", fault.CodeOf(err), wrong)
	}
}
