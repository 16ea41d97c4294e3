package library_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/regulation/language"
)

// bare says as little as a file can, spoiled says enough for the later silences to be reached.
const (
	bare = `regulation: bare-2030
title: 空
kind: notice
posts: [{class: a, level: township}, {class: b, level: village, quota: [{rule: 每村, expr: "true"}]}]
paths: [{id: p, name: P}, {id: q, name: Q}]
caps: [{path: p, of: cycle_posts}]
procedure:
  - opening
  - written: {exempt: [{id: e, rule: 免试, expr: applicant.veteran}]}
  - shortlist: {from: written, to: interview}
  - skills: {pass: unspecified, bonus: unspecified}
  - interview: {pass_alone: unspecified}
  - total
  - rank
  - medical
  - background
  - publicity
  - hire: {route: unspecified}
`
	spoiled = `regulation: spoiled-2030
title: 残
kind: notice
paths: [{id: p, name: P}, {id: q, name: Q}]
procedure:
  - opening: {posts_to_people: "1:2", short: [reduce]}
  - written: {pass_by: {p: 60}, bonus: {items: [{id: a, rule: 甲, expr: applicant.veteran, points: 3}, {id: b, rule: 乙, expr: applicant.veteran, points: 2}]}, exempt: [{id: e, rule: 免试, expr: applicant.veteran}]}
  - shortlist: {from: written, to: interview, posts_to_people: "2:3"}
  - interview: {panel: {size: 5, drop_high: 1, drop_low: 1}}
  - total: {by_path: {p: {written: 50, interview: 50}}, merge: separate_lists}
  - rank: {ties: [{higher: written}, {extra: interview, consent: city_leading_group}]}
  - medical: {posts_to_people: "2:3"}
substitution: {}
`
)

// silences is every place where a rule of recruitment falls silent, as it is written there, and where the
// value is listed before anybody applies; or, after a dash, why it cannot be met in a cycle that runs.
var silences = map[string][]string{
	`at + ".rounding"`:                      {"procedure[2].shortlist.rounding", "procedure[6].medical.rounding"},
	`string(kind) + ".ratio"`:               {"procedure[7].medical.posts_to_people", "procedure[8].background.posts_to_people"},
	`"paths"`:                               {"- a file without paths lists them: TestUnspecifiedOfNothing"},
	`"panel"`:                               {"procedure[4].interview.panel"},
	`open`:                                  {"procedure[3].interview.panel.digits", "procedure[3].interview.panel.rounding"},
	`"opening.ratio"`:                       {"procedure[0].opening.posts_to_people"},
	`"opening.short"`:                       {"procedure[0].opening.short", "procedure[0].opening.short[+]"},
	`"opening.count_on"`:                    {"procedure[0].opening.count_on"},
	`string(kind) + ".pass_by." + path`:     {"procedure[1].written.pass_by.q"},
	`at`:                                    {"procedure[3].skills.pass", "procedure[3].skills.bonus"},
	`at + ".several"`:                       {"procedure[1].written.bonus.several"},
	`at + ".added_to"`:                      {"procedure[1].written.bonus.added_to"},
	`at + ".in_pass"`:                       {"procedure[1].written.bonus.in_pass"},
	`string(kind) + ".pass_alone"`:          {"procedure[4].interview.pass_alone"},
	`string(kind) + ".wrong_ticket"`:        {"- no act of a cycle asks it: scores come by ticket, and a paper without one is a named person's case"},
	`value`:                                 {"procedure[10].hire.route", "procedure[5].total.rounding"},
	`"publicity.period"`:                    {"procedure[9].publicity.period"},
	`"publicity.decisive_if"`:               {"procedure[9].publicity.decisive_if"},
	`at + ".percent"`:                       {"caps[0].percent", "caps[0].rounding"},
	`"caps." + l.Path + ".ties"`:            {"caps[0].ties"},
	`"total.share"`:                         {"procedure[4].total.share"},
	`"posts." + class.ID + ".quota"`:        {"- asked when the plan is made, before anybody applies: which units there are stands in no file"},
	`"posts." + class.ID + ".quota.posts"`:  {"posts[1].quota[0].posts"},
	`"posts." + class.ID + ".headcount"`:    {"posts[0].headcount"},
	`"total.merge"`:                         {"procedure[5].total.merge"},
	`"shortlist.ratio"`:                     {"procedure[2].shortlist.posts_to_people"},
	`"shortlist.ties"`:                      {"procedure[2].shortlist.ties"},
	`"substitution"`:                        {"substitution"},
	`"substitution.on"`:                     {"substitution.on"},
	`"substitution.validity"`:               {"substitution.validity"},
	`"substitution.pool"`:                   {"substitution.pool"},
	`"rank.ties"`:                           {"procedure[6].rank.ties"},
	`"rank.ties." + tie.Higher + ".exempt"`: {"procedure[5].rank.ties[0].exempt"},
	`"rank.ties.refused"`:                   {"procedure[5].rank.ties[+]"},
	`"total"`:                               {"- a procedure with exams and no total lists it: TestUnspecifiedOfNothing"},
	`"total.digits"`:                        {"procedure[5].total.digits"},
	`place`:                                 {"procedure[5].total.weights", "procedure[4].total.by_path.q", "procedure[5].total.exempt"},
}

// Every place where a rule can fall silent must be known here, so that a new one is listed at publication too.
func TestEverySilenceIsListedAtPublication(t *testing.T) {
	t.Parallel()
	open := map[string]bool{}
	for _, text := range []string{bare, spoiled} {
		reg, err := language.Parse("bare.yaml", []byte(text))
		require.NoError(t, err)
		for _, o := range language.Unspecified(reg) {
			require.NotEmpty(t, o.Chinese)
			open[o.Path] = true
		}
	}
	call := regexp.MustCompile(`[^c] silence\((.+?)\)(?: //.*)?\n`)
	files, err := filepath.Glob("../../recruitment/*.go")
	require.NoError(t, err)
	found := map[string]bool{}
	for _, file := range files {
		source, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, m := range call.FindAllStringSubmatch(string(source), -1) {
			found[m[1]] = true
			require.Contains(t, silences, m[1], "%s: say where Unspecified lists silence(%s)", filepath.Base(file), m[1])
		}
	}
	require.Len(t, found, len(silences), "what no rule says any more is taken out")
	for silence, paths := range silences {
		for _, path := range paths {
			require.True(t, path[0] == '-' || open[path], "%s: %s is not listed", silence, path)
		}
	}
}

func TestUnspecifiedOfNothing(t *testing.T) {
	t.Parallel()
	reg, err := language.Parse("nothing.yaml", []byte("regulation: nothing-2030\ntitle: 无\nkind: notice\nprocedure: [written]\n"))
	require.NoError(t, err)
	var open []string
	for _, o := range language.Unspecified(reg) {
		open = append(open, o.Path)
	}
	require.Equal(t, []string{"procedure[0].written.full", "procedure[total]", "procedure[rank]", "procedure[registration]",
		"procedure[review]", "procedure[publicity]", "paths", "posts", "substitution", "contract"}, open)
}
