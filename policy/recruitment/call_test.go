package recruitment_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

func check(posts, people int, rounding regulation.Value[regulation.Mode]) *regulation.CheckStage {
	return &regulation.CheckStage{Ratio: regulation.Give(regulation.Ratio{Posts: posts, People: people}), Rounding: rounding}
}

func TestCallCount(t *testing.T) {
	t.Parallel()
	none, up := regulation.Value[regulation.Mode]{}, regulation.Give(regulation.Ceiling)
	for title, c := range map[string]struct {
		stage *regulation.CheckStage
		posts int
		want  int
		code  string
	}{
		"QY18, HB11: 1:1":                 {check(1, 1, none), 3, 3, ""},
		"1:1.5 of two posts comes out":    {check(2, 3, none), 2, 3, ""},
		"1:1.5 of one post, said to ceil": {check(2, 3, up), 1, 2, ""},
		"1:1.5 of three posts, half up":   {check(2, 3, regulation.Give(regulation.HalfUp)), 3, 5, ""},
		"1:1.5 of three posts, cut":       {check(2, 3, regulation.Give(regulation.Floor)), 3, 4, ""},
		"1:1.5 of one post, unsaid":       {check(2, 3, none), 1, 0, "regulation.silent"},
		"1:1.2 of four posts, half up":    {check(5, 6, regulation.Give(regulation.HalfUp)), 4, 5, ""},
		"no posts":                        {check(2, 3, none), 0, 0, ""},
		"the ratio is unsaid":             {&regulation.CheckStage{Ratio: silent[regulation.Ratio]()}, 1, 0, "regulation.silent"},
		"there is no such stage":          {nil, 1, 0, "regulation.silent"},
		"less than nothing":               {check(1, 1, none), -1, 0, "value.wrong"},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			call, err := recruitment.CallCount(regulation.StageMedical, c.stage, c.posts)
			require.Equal(t, c.code, fault.CodeOf(err))
			require.Equal(t, c.want, call.Count)
		})
	}
	call, err := recruitment.CallCount(regulation.StageBackground, check(2, 3, none), 4)
	require.NoError(t, err)
	require.Equal(t, "考察按岗位与人数2:3，4个岗位取6人", call.Reason.Rule)
	_, err = recruitment.CallCount(regulation.StageBackground, check(2, 3, none), 3)
	require.ErrorContains(t, err, "background.rounding")
}

func TestCallTo(t *testing.T) {
	t.Parallel()
	place := func(ticket string, rank int) recruitment.Place { return recruitment.Place{Ticket: ticket, Rank: rank} }
	list := recruitment.List{Places: []recruitment.Place{place("A", 1), place("B", 2), place("C", 3), place("D", 3)}}
	for title, c := range map[string]struct {
		posts int
		gone  []string
		want  string
		code  string
	}{
		"the first":                  {1, nil, "A", ""},
		"the next for who is gone":   {1, []string{"A"}, "B", ""},
		"equals across the line":     {3, nil, "", "recruitment.tie.place"},
		"equals inside the line":     {4, nil, "A B C D", ""},
		"fewer than the ratio wants": {9, []string{"B"}, "A C D", ""},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			call, err := recruitment.CallTo(regulation.StageMedical, check(1, 1, regulation.Value[regulation.Mode]{}), c.posts, list, c.gone)
			require.Equal(t, c.code, fault.CodeOf(err))
			var got []string
			for _, p := range call.Called {
				got = append(got, p.Ticket)
			}
			require.Equal(t, c.want, strings.Join(got, " "))
		})
	}
}
