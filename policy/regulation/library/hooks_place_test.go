package library_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

func TestOpening(t *testing.T) {
	t.Parallel()
	people := func(n int) recruitment.Counts {
		return recruitment.Counts{Registered: n, Qualified: n, TicketHolders: n}
	}
	cases := []struct {
		name, file  string
		posts       int
		counts      recruitment.Counts
		met         bool
		consequence []string
		fault       string
	}{
		{"DY22 1 post with 1 applicant is cancelled", "dangyang-2022", 1, people(1), false, []string{"cancel"}, ""},
		{"DY22 1 post with 2 opens", "dangyang-2022", 1, people(2), true, nil, ""},
		{"DY22 whom the ratio counts is unsaid", "dangyang-2022", 1, recruitment.Counts{Registered: 2, Qualified: 1, TicketHolders: 1}, false, nil, "regulation.silent"},
		{"SD-SQ 5:1 people to posts", "shangdu-2021", 2, people(10), true, nil, ""},
		{"SD-SQ 9 for 2 posts: posts cut", "shangdu-2021", 2, people(9), false, []string{"reduce", "cancel"}, ""},
		{"SD-SQ 4 for 1 post: cut to none", "shangdu-2021", 1, people(4), false, []string{"cancel"}, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			opened, err := recruitment.CheckOpening(stage(t, regulationOf(t, c.file), regulation.StageOpening).Opening, c.posts, c.counts)
			require.Equal(t, c.fault, fault.CodeOf(err))
			require.Equal(t, c.met, opened.Met)
			require.Equal(t, c.consequence, opened.Allowed)
		})
	}
}

func TestShortlistRatios(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, file string
		want       regulation.Ratio
	}{
		{"QY18 1:3 posts to people", "qingyuan-2018", regulation.Ratio{Posts: 1, People: 3}},
		{"DY22 1:2 posts to people", "dangyang-2022", regulation.Ratio{Posts: 1, People: 2}},
		{"SD-SQ 3:1 people to posts", "shangdu-2021", regulation.Ratio{Posts: 1, People: 3}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			list := stage(t, regulationOf(t, c.file), regulation.StageShortlist).Shortlist
			require.Equal(t, c.want, list.Ratio.V)
			require.True(t, list.Ties.Silent(), "equal scores at the cut are not in the text")
		})
	}
}

// relatives are three relatives, each first at a post of their own.
func relatives() ([]recruitment.Post, map[string]recruitment.List) {
	posts, lists := []recruitment.Post{}, map[string]recruitment.List{}
	for i, total := range []string{"90", "80", "70"} {
		id := string(rune('A' + i))
		posts = append(posts, recruitment.Post{ID: id, Headcount: 1})
		lists[id] = recruitment.List{Places: []recruitment.Place{
			{Ticket: id + "1", Post: id, Path: "relative", Rank: 1, Total: dec(total)},
			{Ticket: id + "2", Post: id, Path: "disabled", Rank: 2, Total: dec("60")},
		}}
	}
	return posts, lists
}

func TestThirdRelativeIsRejectedAcrossOnePostCompetitionsHZ16(t *testing.T) {
	t.Parallel()
	reg := regulationOf(t, "huicheng-2016")
	require.Len(t, reg.Caps, 1)
	limit, err := recruitment.CapCount(reg.Caps[0], 13)
	require.NoError(t, err)
	require.Equal(t, 2, limit.Count, limit.Rule)
	require.True(t, limit.Soft, "原则上")

	posts, lists := relatives()
	seats, err := recruitment.WhoIsIn(posts, lists, []recruitment.Limit{limit})
	require.NoError(t, err)
	require.Len(t, seats.Capped, 1)
	require.Equal(t, "C1", seats.Capped[0].Ticket)
	require.Equal(t, "C2", seats.In[2].Ticket, "the post's next person of the other path")
}

func TestTwentyPercentOfThirteenIsTwoHZ16(t *testing.T) {
	t.Parallel()
	rule := regulationOf(t, "huicheng-2016").Caps[0]
	rule.Count = regulation.Value[int]{}
	limit, err := recruitment.CapCount(rule, 13)
	require.NoError(t, err)
	require.Equal(t, 2, limit.Count, limit.Rule)
}

func TestRelativesInSmallNumberHaveNoNumberSX12(t *testing.T) {
	t.Parallel()
	_, err := recruitment.CapCount(regulationOf(t, "shaanxi-2012").Caps[0], 100)
	require.Equal(t, "regulation.silent", fault.CodeOf(err))
}

func TestTwoBucketsZSD21(t *testing.T) {
	t.Parallel()
	class := regulationOf(t, "dachong-2021").Posts[0]
	require.Equal(t, "6", class.Headcount.V)
	require.Equal(t, map[string]int{"disabled": 5, "relative": 1}, class.ByPath)

	post := recruitment.Post{ID: "P", Headcount: 6, ByPath: class.ByPath}
	places := []recruitment.Place{
		{Ticket: "R1", Post: "P", Path: "relative", Rank: 1, Total: dec("95")},
		{Ticket: "R2", Post: "P", Path: "relative", Rank: 2, Total: dec("94")},
		{Ticket: "D1", Post: "P", Path: "disabled", Rank: 3, Total: dec("60")},
	}
	seats, err := recruitment.WhoIsIn([]recruitment.Post{post}, map[string]recruitment.List{"P": {Places: places}}, nil)
	require.NoError(t, err)
	require.Len(t, seats.In, 2, "one relative, one disabled person")
	require.Len(t, seats.Vacant, 4, "four places for disabled people stay empty")
	require.Equal(t, "R2", seats.Wait[0].Ticket)
}

func TestSubstitution(t *testing.T) {
	t.Parallel()
	list := recruitment.List{Places: []recruitment.Place{
		{Ticket: "A", Rank: 1, Total: dec("80")}, {Ticket: "B", Rank: 2, Total: dec("75")}, {Ticket: "C", Rank: 3, Total: dec("72.75")}}}
	qy := regulationOf(t, "qingyuan-2018").Substitution
	got, err := recruitment.Substitute(qy, recruitment.Vacancy{Cause: "failed_medical", On: "2018-06-01", Expires: "2018-12-31"},
		recruitment.Pool{List: list, Passed: []string{"A", "C"}, Gone: []string{"A"}})
	require.NoError(t, err)
	require.Equal(t, "C", got.Ticket, "QY18: interview-passers only")
	_, err = recruitment.Substitute(qy, recruitment.Vacancy{Cause: "probation"}, recruitment.Pool{List: list})
	require.Equal(t, "recruitment.substitute.off", fault.CodeOf(err), "QY18: on waiver or failure")

	ta := regulationOf(t, "tongan").Substitution
	require.Equal(t, "reserve_list", ta.Pool.V, "TA: scores stand for a year")
	require.Equal(t, regulation.Period{Years: 1}, ta.Validity.V)
	_, err = recruitment.Substitute(regulationOf(t, "dangyang-2022").Substitution, recruitment.Vacancy{Cause: "waived"}, recruitment.Pool{List: list})
	require.Equal(t, "regulation.silent", fault.CodeOf(err), "DY22: silent")
}

// kinds lists the stages of a file in order.
func kinds(reg *regulation.Regulation) (all []regulation.StageKind) {
	for _, s := range reg.Procedure {
		all = append(all, s.Kind)
	}
	return all
}

func TestStagesStandAsTheSourceGivesThem(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, file string
		want       []regulation.StageKind
	}{
		{"HOME open examination, best first", "home", []regulation.StageKind{"written", "rank"}},
		{"XG09 no written test", "county-2009", []regulation.StageKind{"nomination", "review", "interview", "publicity", "hire"}},
		{"HZ16 cut", "huicheng-2016", nil},
		{"ZSD21 cut after registration", "dachong-2021", []regulation.StageKind{"registration"}},
		{"ZSX21 cut after registration", "xiqu-2021", []regulation.StageKind{"registration"}},
		{"JM17", "jimei-2017", []regulation.StageKind{"written", "shortlist", "interview", "total"}},
		{"JM24", "jimei-2024", []regulation.StageKind{"registration", "review", "written", "interview", "total"}},
		{"TA publicity before medical", "tongan", []regulation.StageKind{"plan", "approval", "notice", "registration", "written",
			"interview", "total", "background", "publicity", "medical", "hire"}},
		{"QY18", "qingyuan-2018", []regulation.StageKind{"written", "shortlist", "skills", "interview", "total", "rank", "medical",
			"background", "publicity", "hire"}},
		{"DY22", "dangyang-2022", []regulation.StageKind{"opening", "written", "shortlist", "interview", "total", "rank"}},
		{"SD-SQ", "shangdu-2021", []regulation.StageKind{"opening", "written", "shortlist", "interview", "total", "rank", "publicity"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, kinds(regulationOf(t, c.file)))
		})
	}
}
