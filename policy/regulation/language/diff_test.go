package language_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/regulation/language"
)

func TestDiffOfNothingIsNothing(t *testing.T) {
	t.Parallel()
	require.Empty(t, language.Diff(parsed(t, example), parsed(t, example)))
}

func TestDiffJimeiWeights(t *testing.T) {
	t.Parallel()
	changed := strings.NewReplacer("{written: 33.35, interview: 66.65}", "{written: 60, interview: 40}").Replace(example)
	var lines []string
	for _, c := range language.Diff(parsed(t, example), parsed(t, changed)) {
		lines = append(lines, c.String())
	}
	require.Equal(t, []string{
		"总成绩 · 权重 · 面试（procedure[6].total.weights.interview）：66.65 → 40",
		"总成绩 · 权重 · 笔试（procedure[6].total.weights.written）：33.35 → 60",
	}, lines)
}

func TestDiffFollowsNamesNotPositions(t *testing.T) {
	t.Parallel()
	longer := strings.Replace(example, "  - plan\n", "  - plan\n  - approval\n", 1)
	changes := language.Diff(parsed(t, example), parsed(t, longer))
	require.Len(t, changes, 1)
	require.Equal(t, "procedure[1].approval", changes[0].Path)
	back := language.Diff(parsed(t, longer), parsed(t, example))
	require.Len(t, back, 1)
	require.Empty(t, back[0].New)
}

func TestDiffSeesStandingAndSilence(t *testing.T) {
	t.Parallel()
	changed := strings.NewReplacer("pass: unspecified", "pass: 60", "in_principle: true}", "in_principle: false}", "days: 3", "days: 5",
		`posts_to_people: "1:2"`, `posts_to_people: "1:3"`, "{higher: written}", "{higher: interview}").Replace(example)
	byPath := map[string]language.Change{}
	for _, c := range language.Diff(parsed(t, example), parsed(t, changed)) {
		byPath[c.Path] = c
	}
	require.Equal(t, "未写明", byPath["procedure[3].written.pass"].Old)
	require.Equal(t, "60", byPath["procedure[3].written.pass"].New)
	require.Equal(t, "原则上40", byPath["paths[0].ages[0].max"].Old)
	require.Equal(t, "40", byPath["paths[0].ages[0].max"].New)
	require.Equal(t, "3天", byPath["procedure[1].registration.window"].Old)
	require.Equal(t, "岗位:人数 1:3", byPath["procedure[2].opening.posts_to_people"].New)
	require.Equal(t, "面试成绩高者优先", byPath["procedure[7].rank.ties[0]"].New)
}
