package recruitment_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// relative is somebody of the capped path at a post.
func relative(ticket, post string, rank int, total string) recruitment.Place {
	return recruitment.Place{Ticket: ticket, Post: post, Path: "relative", Rank: rank, Total: dec(total)}
}

func TestLotsTellEqualsOfDifferentPostsApartAtACap(t *testing.T) {
	t.Parallel()
	equal := []recruitment.Place{relative("A", "P1", 1, "80"), relative("B", "P2", 1, "80"), relative("C", "P3", 1, "80")}
	chained := []recruitment.Place{relative("A", "P1", 1, "80"), relative("B", "P1", 2, "80"), relative("C", "P2", 1, "80")}
	shared := []recruitment.Place{relative("A", "P1", 1, "80"), relative("B", "P1", 1, "80")}
	lots := regulation.Give("lots")
	for title, c := range map[string]struct {
		in          []recruitment.Place
		count       int
		ties        regulation.Value[string]
		drawn       map[string]int
		over, needs []string
		rank        int
		code        string
	}{
		"the text is silent":                            {in: equal, count: 1, ties: silent[string](), needs: []string{"A", "B", "C"}, rank: 1, code: "regulation.silent"},
		"nothing drawn yet":                             {in: equal, count: 2, ties: lots, needs: []string{"A", "B", "C"}, rank: 1, code: "recruitment.tie.cap"},
		"one is not drawn":                              {in: equal, count: 2, ties: lots, drawn: map[string]int{"A": 1, "B": 2}, needs: []string{"A", "B", "C"}, rank: 1, code: "recruitment.tie.cap"},
		"the same number twice":                         {in: equal, count: 2, ties: lots, drawn: map[string]int{"A": 1, "B": 1, "C": 2}, needs: []string{"A", "B", "C"}, rank: 1, code: "recruitment.tie.cap"},
		"the last drawn is over":                        {in: equal, count: 2, ties: lots, drawn: map[string]int{"A": 3, "B": 1, "C": 2}, over: []string{"A"}},
		"in the order drawn":                            {in: equal, count: 1, ties: lots, drawn: map[string]int{"A": 3, "B": 1, "C": 2}, over: []string{"C", "A"}},
		"room for nobody needs no draw":                 {in: equal, count: 0, ties: silent[string](), over: []string{"A", "B", "C"}},
		"room for all needs no draw":                    {in: equal, count: 3, ties: silent[string]()},
		"the total decides first":                       {in: []recruitment.Place{relative("A", "P1", 1, "80"), relative("B", "P2", 1, "79")}, count: 1, over: []string{"B"}},
		"the rank at the post decides within it":        {in: chained[:2], count: 1, over: []string{"B"}},
		"whoever stays in any case draws no lot":        {in: chained, count: 2, ties: lots, needs: []string{"B", "C"}, rank: 2, code: "recruitment.tie.cap"},
		"and a lot does not count against them":         {in: chained, count: 2, ties: lots, drawn: map[string]int{"A": 9, "B": 1, "C": 2}, over: []string{"C"}},
		"whoever is over in any case draws no lot":      {in: chained, count: 1, ties: lots, drawn: map[string]int{"A": 2, "C": 1}, over: []string{"A", "B"}},
		"equals of one post whom its chain leaves":      {in: shared, count: 1, ties: lots, drawn: map[string]int{"A": 2, "B": 1}, over: []string{"A"}},
		"lists ranked apart have no rank between them":  {in: []recruitment.Place{relative("A", "P1", 1, "80"), {Ticket: "E", Post: "P1", Path: "relative", List: "exempt", Rank: 2, Total: dec("80")}}, count: 1, ties: lots, needs: []string{"A", "E"}, rank: 1, code: "recruitment.tie.cap"},
		"equals who are all over with lower ones":       {in: append(slices.Clone(equal), relative("D", "P4", 1, "90"), relative("F", "P5", 1, "70")), count: 1, over: []string{"A", "B", "C", "F"}},
		"nobody of the path":                            {in: []recruitment.Place{{Ticket: "X", Post: "P1", Path: "disabled", Rank: 1, Total: dec("80")}}, count: 0},
		"nobody passes whom their own post ranks first": {in: append(slices.Clone(chained), relative("D", "P2", 2, "80")), count: 2, ties: lots, drawn: map[string]int{"A": 4, "B": 1, "C": 3, "D": 2}, over: []string{"A", "B"}},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			over, tie := recruitment.OverCap(c.in, recruitment.Limit{Path: "relative", Count: c.count, Ties: c.ties, Lots: c.drawn})
			require.Equal(t, c.over, tickets(over))
			if c.code == "" {
				require.Nil(t, tie)
				return
			}
			require.Equal(t, c.needs, tie.Tickets)
			require.Equal(t, c.rank, tie.Rank)
			require.Equal(t, c.code, fault.CodeOf(tie.Needs))
		})
	}
}

func TestADrawAtACapIsAskedForByTicketsAndThenDecides(t *testing.T) {
	t.Parallel()
	posts := []recruitment.Post{{ID: "T1", Headcount: 1}, {ID: "T2", Headcount: 1}}
	lists := map[string]recruitment.List{"T1": list("T1", [3]string{"R1", "relative", "85"}, [3]string{"D1", "disabled", "70"}),
		"T2": list("T2", [3]string{"R2", "relative", "85"}, [3]string{"D2", "disabled", "60"})}
	limit := recruitment.Limit{Path: "relative", Count: 1, Ties: regulation.Give("lots")}
	seats, err := recruitment.WhoIsIn(posts, lists, []recruitment.Limit{limit})
	require.Equal(t, "recruitment.tie.cap", fault.CodeOf(err))
	require.ErrorContains(t, err, "R1、R2")
	require.Empty(t, seats.In)
	require.Equal(t, []string{"R1", "R2"}, seats.Open[0].Tickets)
	limit.Lots = map[string]int{"R1": 2, "R2": 1}
	seats, err = recruitment.WhoIsIn(posts, lists, []recruitment.Limit{limit})
	require.NoError(t, err)
	require.Equal(t, []string{"R2", "D1"}, tickets(seats.In))
	require.Equal(t, "R1", seats.Capped[0].Ticket)
}

// Equals of one post are first told apart by what the post's own list still waits for.
func TestAnOpenTieOfTheListComesBeforeTheDrawAtTheCap(t *testing.T) {
	t.Parallel()
	tied := list("T", [3]string{"R1", "relative", "85"}, [3]string{"R2", "relative", "85"})
	tied.Open = []recruitment.OpenTie{{Rank: 1, Tickets: []string{"R1", "R2"}, Needs: fault.New("recruitment.tie.extra", "part", "面试")}}
	seats, err := recruitment.WhoIsIn([]recruitment.Post{{ID: "T", Headcount: 2}}, map[string]recruitment.List{"T": tied},
		[]recruitment.Limit{{Path: "relative", Count: 1, Ties: regulation.Give("lots")}})
	require.Equal(t, "recruitment.tie.extra", fault.CodeOf(err))
	require.Empty(t, seats.Open)
}

// Whatever is drawn, as many stay as the cap allows, nobody stays before a better one of the list, and a
// draw is asked for wherever two orders of it would end differently.
func TestADrawnCapKeepsItsNumberAndTheOrderOfEachPost(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		var in []recruitment.Place
		for p := range rapid.IntRange(1, 3).Draw(r, "posts") {
			for i, total := range descending(r) {
				in = append(in, recruitment.Place{Ticket: fmt.Sprintf("%d-%d", p, i), Post: fmt.Sprint(p), Path: "relative", Rank: i + 1, Total: total})
			}
		}
		limit := recruitment.Limit{Path: "relative", Count: rapid.IntRange(0, len(in)).Draw(r, "cap"), Ties: regulation.Give("lots"), Lots: map[string]int{}}
		_, asked := recruitment.OverCap(in, limit)
		ends := map[string]bool{}
		for _, order := range [][]int{rapid.Permutation(upTo(len(in))).Draw(r, "one"), rapid.Permutation(upTo(len(in))).Draw(r, "other")} {
			for i, p := range in {
				limit.Lots[p.Ticket] = order[i] + 1
			}
			over, tie := recruitment.OverCap(in, limit)
			require.Nil(r, tie)
			require.Len(r, over, len(in)-limit.Count)
			out := tickets(over)
			for _, p := range in {
				for _, o := range in {
					better := o.Total.GreaterThan(p.Total) || o.Post == p.Post && o.Rank < p.Rank
					require.False(r, better && slices.Contains(out, o.Ticket) && !slices.Contains(out, p.Ticket))
				}
			}
			slices.Sort(out)
			ends[fmt.Sprint(out)] = true
		}
		require.True(r, asked != nil || len(ends) == 1)
	})
}

// descending are the totals of a post, best first, few enough that many are equal.
func descending(r *rapid.T) []decimal.Decimal {
	marks := rapid.SliceOfN(rapid.IntRange(79, 80), 0, 4).Draw(r, "totals")
	slices.SortFunc(marks, func(a, b int) int { return b - a })
	totals := make([]decimal.Decimal, 0, len(marks))
	for _, m := range marks {
		totals = append(totals, decimal.NewFromInt(int64(m)))
	}
	return totals
}

func upTo(n int) []int {
	all := make([]int, 0, n)
	for i := range n {
		all = append(all, i)
	}
	return all
}
