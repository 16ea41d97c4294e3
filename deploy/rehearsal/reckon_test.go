package rehearsal_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"jinchu/deploy/rehearsal"
)

// contest is a small end state: each line "part a b c …" gives the marks of applicants 1, 2, 3 …; "-" is none.
func contest(t *testing.T, name string, lines ...string) *rehearsal.Evidence {
	t.Helper()
	rules := rulesOf(t, name)
	e := &rehearsal.Evidence{Rules: rules, Record: rehearsal.Record{Numbers: map[string]int{},
		Cycle: rehearsal.Cycle{Posts: []rehearsal.Post{{Code: "P01", Headcount: 1}}}}}
	for _, line := range lines {
		words := strings.Fields(line)
		for i, mark := range words[1:] {
			id := strconv.Itoa(i + 1)
			if e.Record.Numbers[id] == 0 {
				e.Record.Numbers[id] = i + 1
				e.Record.Applications = append(e.Record.Applications, rehearsal.Application{ID: id, Post: "P01", Path: rules.Paths[0], Ticket: id})
				e.People = append(e.People, &rehearsal.Person{Number: i + 1, Stated: map[string]string{}})
			}
			if mark != "-" {
				value := decimal.RequireFromString(mark)
				e.Record.Scores = append(e.Record.Scores, rehearsal.Score{Application: id, Part: words[0], Value: &value})
			}
		}
	}
	return e
}

// QY18: 71.5 / 60 / 83.25 → 72.75.
func TestTheTotalOfQingyuan(t *testing.T) {
	t.Parallel()
	e := contest(t, "qingyuan-2018", "written 71.5", "skills 60", "interview 83.25")
	e.Rules.Exams[2].Panel = rehearsal.Panel{}
	sum, ok := rehearsal.TotalOf(e, e.Record.Applications[0])
	require.True(t, ok)
	require.Equal(t, "72.75", sum)
}

func TestATotalIsRoundedOnceAndHalfUp(t *testing.T) {
	t.Parallel()
	for _, one := range [][3]string{{"60.01", "60.02", "60.02"}, {"60.01", "60.00", "60.01"}, {"59.99", "60.00", "60"}} {
		e := contest(t, "home", "written "+one[0], "interview "+one[1])
		e.Rules.Exams[1].Panel = rehearsal.Panel{}
		sum, ok := rehearsal.TotalOf(e, e.Record.Applications[0])
		require.True(t, ok)
		require.True(t, decimal.RequireFromString(one[2]).Equal(decimal.RequireFromString(sum)), "%v gives %s", one, sum)
	}
	e := contest(t, "home", "written 70")
	_, ok := rehearsal.TotalOf(e, e.Record.Applications[0])
	require.False(t, ok, "no total without every part")
}

// DY22: 90, 88, 85, 85, 84, 80, 60 → mean of the middle five 84.4.
func TestThePanelOfDangyang(t *testing.T) {
	t.Parallel()
	var marks []decimal.Decimal
	for _, m := range []int64{90, 88, 85, 85, 84, 80, 60} {
		marks = append(marks, decimal.NewFromInt(m))
	}
	require.Equal(t, "84.4", rehearsal.PanelMean(rehearsal.Panel{Size: 7, DropHigh: 1, DropLow: 1}, marks).String())
	require.Equal(t, "84.4", rehearsal.PanelMean(rehearsal.Panel{Size: 7, DropHigh: 1, DropLow: 1, Digits: 2, Rounding: "half_up"}, marks).String())
	thirds := []decimal.Decimal{decimal.NewFromInt(1), decimal.NewFromInt(1), decimal.NewFromInt(0)}
	for mode, want := range map[string]string{"half_up": "0.67", "half_even": "0.67", "truncate": "0.66", "floor": "0.66", "ceiling": "0.67"} {
		require.Equal(t, want, rehearsal.PanelMean(rehearsal.Panel{Digits: 2, Rounding: mode}, thirds).String(), mode)
	}
}

// QY18: 72.75 = 72.75, the higher written mark stands first.
func TestATieIsBrokenByTheWrittenMark(t *testing.T) {
	t.Parallel()
	e := contest(t, "qingyuan-2018", "written 71.5 75.5", "skills 60 60", "interview 83.25 80.25")
	for i := range e.Rules.Exams {
		e.Rules.Exams[i].Panel = rehearsal.Panel{}
	}
	a, b := e.Record.Applications[0], e.Record.Applications[1]
	require.Positive(t, rehearsal.Before(e, a, b))
	require.Negative(t, rehearsal.Before(e, b, a))
	require.Zero(t, rehearsal.Before(e, a, a))
}

func TestEqualsInEverythingWaitForTheExtraQuestion(t *testing.T) {
	t.Parallel()
	marks := []string{"written 80 80", "interview 80 80"}
	e := contest(t, "home", marks...)
	require.Zero(t, rehearsal.Before(e, e.Record.Applications[0], e.Record.Applications[1]))
	e = contest(t, "home", append(marks, "extra 70 71")...)
	require.Positive(t, rehearsal.Before(e, e.Record.Applications[0], e.Record.Applications[1]))
}

// SD-SQ: 网格员、社区干部、党员优先, before the interview.
func TestStatusComesBeforeTheInterview(t *testing.T) {
	t.Parallel()
	e := contest(t, "shangdu-2021", "written 80 84", "interview 86 80")
	for i := range e.Rules.Exams {
		e.Rules.Exams[i].Panel = rehearsal.Panel{}
	}
	e.People[1].Stated["applicant.grid_worker"] = "yes"
	require.Positive(t, rehearsal.Before(e, e.Record.Applications[0], e.Record.Applications[1]))
	e.People[0].Stated["applicant.party_member"] = "yes"
	require.Negative(t, rehearsal.Before(e, e.Record.Applications[0], e.Record.Applications[1]), "both have a status: the interview decides")
}

// QY18: 1:3, equals at the cut go in together; a failed mark never does.
func TestTheCutOfQingyuan(t *testing.T) {
	t.Parallel()
	e := contest(t, "qingyuan-2018", "written 90 80 70 70 65 59.99")
	in, out := rehearsal.CutAfter(e, e.Record.Cycle.Posts[0], "written")
	require.Equal(t, []string{"1", "2", "3", "4"}, ids(in))
	require.Equal(t, []string{"6", "5"}, ids(out))
	e.Rules.Shortlists[0].Ties = "exclude"
	in, _ = rehearsal.CutAfter(e, e.Record.Cycle.Posts[0], "written")
	require.Equal(t, []string{"1", "2"}, ids(in))
}

// JM17: a relative with 65 fails, a disabled person with 65 passes.
func TestThePassMarkIsThePaths(t *testing.T) {
	t.Parallel()
	e := contest(t, "jimei-2017", "written 65 65")
	e.Record.Applications[1].Path = "relative"
	in, out := rehearsal.CutAfter(e, e.Record.Cycle.Posts[0], "written")
	require.Equal(t, []string{"1"}, ids(in))
	require.Equal(t, []string{"2"}, ids(out))
}

func ids(all []rehearsal.Application) []string {
	var out []string
	for _, a := range all {
		out = append(out, a.ID)
	}
	return out
}

// Two relatives of equal totals at posts of their own: who is over the cap drew the higher number.
func TestLotsDecideBetweenEqualsAtACap(t *testing.T) {
	t.Parallel()
	for title, c := range map[string]struct {
		total, lots string
		post        string
		ties        string
		violated    bool
	}{
		"the first drawn is in":          {"80 80", "1 2", "P02", "lots", false},
		"the last drawn is in":           {"80 80", "2 1", "P02", "lots", true},
		"nobody drew":                    {"80 80", "- -", "P02", "lots", true},
		"nothing says that lots decide":  {"80 80", "1 2", "P02", "", true},
		"the better is in without a lot": {"81 80", "- -", "P02", "lots", false},
		"the worse is in":                {"80 81", "1 2", "P02", "lots", true},
		"at one post its order decides":  {"80 80", "- -", "P01", "lots", false},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			e := contest(t, "huicheng-2016", "written "+c.total, "interview 80 80", "cap_lots "+c.lots, "extra 9 8")
			e.Rules.Exams[1].Panel = rehearsal.Panel{}
			e.Rules.Caps[0].Ties = c.ties
			e.Record.Cycle.Posts = append(e.Record.Cycle.Posts, rehearsal.Post{Code: "P02", Headcount: 1})
			for i, place := range []string{"in", "capped"} {
				total := decimal.NewFromInt(80)
				e.Record.Applications[i].Path = "relative"
				e.Record.Standings = append(e.Record.Standings, rehearsal.Standing{Application: e.Record.Applications[i].ID, Total: &total, Place: place})
			}
			e.Record.Applications[1].Post = c.post
			i := slices.IndexFunc(rehearsal.Invariants, func(one rehearsal.Invariant) bool { return one.Name == "best_first" })
			var tally rehearsal.Tally
			rehearsal.Invariants[i].Check(e, &tally)
			require.Equal(t, c.violated, tally.Found() != nil, "%v", tally.Found())
		})
	}
}
