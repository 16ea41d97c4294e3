package recruitment_test

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// list ranks tickets written "ticket path total" at a post, already in order; equal totals share a rank.
func list(post string, people ...[3]string) recruitment.List {
	var l recruitment.List
	for i, p := range people {
		place := recruitment.Place{Ticket: p[0], Path: p[1], Post: post, Total: dec(p[2]), Rank: i + 1}
		if i > 0 && l.Places[i-1].Total.Equal(place.Total) {
			place.Rank = l.Places[i-1].Rank
		}
		l.Places = append(l.Places, place)
	}
	return l
}

func tickets(places []recruitment.Place) []string {
	var all []string
	for _, p := range places {
		all = append(all, p.Ticket)
	}
	return all
}

func TestCapCount(t *testing.T) {
	t.Parallel()
	hz := regulation.Cap{Path: "relative", Percent: regulation.Give(dec("20")), Rounding: regulation.Give(regulation.Floor), InPrinciple: true}
	limit, err := recruitment.CapCount(hz, 13)
	require.NoError(t, err)
	require.Equal(t, 2, limit.Count, "HZ16: 20 % of 13 is 2.6, stated as 2")
	require.Equal(t, "13×20% = 2.6 → 2", limit.Rule)
	require.True(t, limit.Soft, "HZ16: in principle")

	hz.Rounding = silent[regulation.Mode]()
	_, err = recruitment.CapCount(hz, 13)
	require.ErrorContains(t, err, "caps.relative.rounding")
	limit, err = recruitment.CapCount(hz, 15)
	require.NoError(t, err, "20 % of 15 is 3 whatever the rounding")
	require.Equal(t, 3, limit.Count)
	hz.Percent = silent[decimal.Decimal]()
	_, err = recruitment.CapCount(hz, 15)
	require.Equal(t, "regulation.silent", fault.CodeOf(err), "SX12: a small number is no number")
	limit, err = recruitment.CapCount(regulation.Cap{Path: "relative", Count: regulation.Give(2)}, 13)
	require.NoError(t, err)
	require.Equal(t, 2, limit.Count)
}

func TestWhoIsIn(t *testing.T) {
	t.Parallel()
	one := func(id string) recruitment.Post { return recruitment.Post{ID: id, Headcount: 1} }
	relatives := []recruitment.Limit{{Path: "relative", Count: 2}}
	towns := map[string]recruitment.List{
		"T1": list("T1", [3]string{"R1", "relative", "90"}, [3]string{"D1", "disabled", "80"}),
		"T2": list("T2", [3]string{"R2", "relative", "85"}, [3]string{"D2", "disabled", "84"}),
		"T3": list("T3", [3]string{"R3", "relative", "88"}, [3]string{"D3", "disabled", "60"}),
		"T4": list("T4", [3]string{"D4", "disabled", "70"}, [3]string{"R4", "relative", "69"}),
	}
	dachong := recruitment.Post{ID: "P", ByPath: map[string]int{"disabled": 2, "relative": 1}}
	for title, c := range map[string]struct {
		posts            []recruitment.Post
		lists            map[string]recruitment.List
		limits           []recruitment.Limit
		in, wait, vacant []string
		capped           []string
		code             string
	}{
		"HZ16: the third relative is over the cap": {posts: []recruitment.Post{one("T1"), one("T2"), one("T3"), one("T4")}, lists: towns, limits: relatives,
			in: []string{"R1", "R3", "D4", "D2"}, wait: []string{"D1", "D3", "R4"}, capped: []string{"R2"}},
		"HZ16: without the cap": {posts: []recruitment.Post{one("T1"), one("T2"), one("T3"), one("T4")}, lists: towns,
			in: []string{"R1", "R2", "R3", "D4"}, wait: []string{"D1", "D2", "D3", "R4"}},
		"HZ16: nobody else at the post": {posts: []recruitment.Post{one("T1"), one("T2")}, limits: []recruitment.Limit{{Path: "relative", Count: 1}},
			lists: map[string]recruitment.List{"T1": towns["T1"], "T2": list("T2", [3]string{"R2", "relative", "85"})},
			in:    []string{"R1"}, wait: []string{"D1"}, capped: []string{"R2"}, vacant: []string{"T2"}},
		"HZ16: two relatives equal across the cap": {posts: []recruitment.Post{one("T1"), one("T2")}, limits: []recruitment.Limit{{Path: "relative", Count: 1}},
			lists: map[string]recruitment.List{"T1": list("T1", [3]string{"R1", "relative", "85"}), "T2": list("T2", [3]string{"R2", "relative", "85"})}, code: "regulation.silent"},
		"ZSD21: two buckets": {posts: []recruitment.Post{dachong}, lists: map[string]recruitment.List{"P": list("P",
			[3]string{"R1", "relative", "90"}, [3]string{"R2", "relative", "89"}, [3]string{"D1", "disabled", "80"}, [3]string{"D2", "disabled", "70"}, [3]string{"D3", "disabled", "60"})},
			in: []string{"D1", "D2", "R1"}, wait: []string{"R2", "D3"}},
		"ZSD21: a bucket's place goes to no other path": {posts: []recruitment.Post{dachong}, lists: map[string]recruitment.List{"P": list("P",
			[3]string{"D1", "disabled", "80"}, [3]string{"D2", "disabled", "70"}, [3]string{"D3", "disabled", "60"})},
			in: []string{"D1", "D2"}, wait: []string{"D3"}, vacant: []string{"P/relative"}},
		"equal rank across the last place": {posts: []recruitment.Post{one("T")}, lists: map[string]recruitment.List{"T": list("T",
			[3]string{"A", "disabled", "80"}, [3]string{"B", "disabled", "80"})}, code: "recruitment.tie.place"},
		"equal rank with room for both": {posts: []recruitment.Post{{ID: "T", Headcount: 2}}, lists: map[string]recruitment.List{"T": list("T",
			[3]string{"A", "disabled", "80"}, [3]string{"B", "disabled", "80"})}, in: []string{"A", "B"}},
		"nobody applied": {posts: []recruitment.Post{one("T")}, vacant: []string{"T"}},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			seats, err := recruitment.WhoIsIn(c.posts, c.lists, c.limits)
			require.Equal(t, c.code, fault.CodeOf(err))
			require.Equal(t, c.in, tickets(seats.In))
			require.Equal(t, c.wait, tickets(seats.Wait))
			require.Equal(t, c.vacant, seats.Vacant)
			var capped []string
			for _, over := range seats.Capped {
				capped = append(capped, over.Ticket)
			}
			require.Equal(t, c.capped, capped)
		})
	}
}

// Places, waiting people and people over a cap together are everybody, once; the cap holds; nobody waits
// at a post before somebody of the same path who is in.
func TestWhoIsInLosesNobody(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		var posts []recruitment.Post
		lists := map[string]recruitment.List{}
		people := 0
		for i := range rapid.IntRange(1, 5).Draw(r, "posts") {
			id := fmt.Sprintf("P%d", i)
			posts = append(posts, recruitment.Post{ID: id, Headcount: rapid.IntRange(1, 2).Draw(r, "headcount")})
			var l recruitment.List
			for j := range rapid.IntRange(0, 5).Draw(r, "people") {
				people++
				l.Places = append(l.Places, recruitment.Place{Ticket: fmt.Sprintf("%s-%d", id, j), Post: id, Rank: j + 1,
					Path:  rapid.SampledFrom([]string{"disabled", "relative"}).Draw(r, "path"),
					Total: decimal.New(int64(9000-100*j-people), -2)})
			}
			lists[id] = l
		}
		limit := recruitment.Limit{Path: "relative", Count: rapid.IntRange(0, 3).Draw(r, "cap")}
		seats, err := recruitment.WhoIsIn(posts, lists, []recruitment.Limit{limit})
		require.NoError(r, err)
		require.Equal(r, people, len(seats.In)+len(seats.Wait)+len(seats.Capped))
		held := 0
		for _, in := range seats.In {
			if in.Path == limit.Path {
				held++
			}
			for _, w := range seats.Wait {
				require.False(r, w.Post == in.Post && w.Path == in.Path && w.Rank < in.Rank)
			}
		}
		require.LessOrEqual(r, held, limit.Count)
	})
}

func TestOpening(t *testing.T) {
	t.Parallel()
	ratio := func(posts, people int) regulation.Value[regulation.Ratio] {
		return regulation.Give(regulation.Ratio{Posts: posts, People: people})
	}
	qualified := regulation.Give("qualified")
	cancel := regulation.Give([]string{"cancel"})
	four := regulation.Give([]string{"cancel", "reduce", "keep", "reroute"})
	for title, c := range map[string]struct {
		stage   regulation.OpeningStage
		posts   int
		counts  recruitment.Counts
		met     bool
		need    int
		fits    int
		allowed []string
		code    string
	}{
		"DY22: 1 post with 1 applicant is cancelled": {regulation.OpeningStage{Ratio: ratio(1, 2), CountOn: qualified, Short: cancel}, 1,
			recruitment.Counts{Registered: 2, Qualified: 1}, false, 2, 0, []string{"cancel"}, ""},
		"DY22: 1 post with 2 opens": {regulation.OpeningStage{Ratio: ratio(1, 2), CountOn: qualified, Short: cancel}, 1, recruitment.Counts{Qualified: 2}, true, 2, 1, nil, ""},
		"SD-SQ: 5:1 people to posts, three posts": {regulation.OpeningStage{Ratio: ratio(1, 5), CountOn: regulation.Give("registered"), Short: four}, 3,
			recruitment.Counts{Registered: 12}, false, 15, 2, []string{"cancel", "reduce", "keep", "reroute"}, ""},
		"WW21: too few to reduce to": {regulation.OpeningStage{Ratio: ratio(1, 3), CountOn: qualified, Short: four}, 2,
			recruitment.Counts{Qualified: 2}, false, 6, 0, []string{"cancel", "keep", "reroute"}, ""},
		"TZ15: counted on ticket holders": {regulation.OpeningStage{Ratio: ratio(1, 3), CountOn: regulation.Give("ticket_holders"), Short: cancel}, 1,
			recruitment.Counts{Registered: 9, Qualified: 5, TicketHolders: 3}, true, 3, 1, nil, ""},
		"reduced to nought, and what then is unsaid": {regulation.OpeningStage{Ratio: ratio(1, 3), CountOn: qualified, Short: regulation.Give([]string{"reduce"})}, 2,
			recruitment.Counts{Qualified: 2}, false, 6, 0, nil, "regulation.silent"},
		"2:3 rounds up":              {regulation.OpeningStage{Ratio: ratio(2, 3), CountOn: qualified, Short: cancel}, 1, recruitment.Counts{Qualified: 1}, false, 2, 0, []string{"cancel"}, ""},
		"ZSD21: the ratio is unsaid": {regulation.OpeningStage{Ratio: silent[regulation.Ratio]()}, 1, recruitment.Counts{}, false, 0, 0, nil, "regulation.silent"},
		"what to count is unsaid":    {regulation.OpeningStage{Ratio: ratio(1, 2)}, 1, recruitment.Counts{Registered: 2, Qualified: 1}, false, 0, 0, nil, "regulation.silent"},
		"unsaid, but all agree":      {regulation.OpeningStage{Ratio: ratio(1, 2)}, 1, recruitment.Counts{Registered: 2, Qualified: 2, TicketHolders: 2}, true, 2, 1, nil, ""},
		"short, and what then is unsaid": {regulation.OpeningStage{Ratio: ratio(1, 2), CountOn: qualified, Short: silent[[]string]()}, 1,
			recruitment.Counts{Qualified: 1}, false, 2, 0, nil, "regulation.silent"},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			got, err := recruitment.CheckOpening(&c.stage, c.posts, c.counts)
			require.Equal(t, c.code, fault.CodeOf(err))
			require.Equal(t, c.met, got.Met)
			require.Equal(t, c.need, got.Need)
			require.Equal(t, c.fits, got.Fits)
			require.Equal(t, c.allowed, got.Allowed)
		})
	}
	_, err := recruitment.CheckOpening(nil, 1, recruitment.Counts{})
	require.Equal(t, "regulation.silent", fault.CodeOf(err))
}

func TestSubstitute(t *testing.T) {
	t.Parallel()
	qy := regulation.Substitution{On: regulation.Give([]string{"waived", "failed_medical"}), Pool: regulation.Give("interview_passed"), Validity: regulation.Give(regulation.Period{Months: 6})}
	ta := regulation.Substitution{On: regulation.Give([]string{"waived", "probation"}), Pool: regulation.Give("reserve_list"), Validity: regulation.Give(regulation.Period{Years: 1})}
	ranked := recruitment.Pool{Gone: []string{"A"}, Passed: []string{"A", "C"}, Reserved: []string{"B"},
		List: list("P", [3]string{"A", "disabled", "80"}, [3]string{"B", "relative", "75"}, [3]string{"C", "disabled", "70"})}
	equal := recruitment.Pool{List: list("P", [3]string{"B", "disabled", "75"}, [3]string{"C", "disabled", "75"})}
	ranking := qy
	ranking.Pool = regulation.Give("ranking")
	forEver := qy
	forEver.Validity = regulation.Value[regulation.Period]{}
	noPool := qy
	noPool.Pool = silent[string]()
	for title, c := range map[string]struct {
		sub     *regulation.Substitution
		vacancy recruitment.Vacancy
		pool    recruitment.Pool
		want    string
		code    string
	}{
		"QY18: interview passers by total":   {&qy, recruitment.Vacancy{Cause: "waived"}, ranked, "C", ""},
		"the whole ranking":                  {&ranking, recruitment.Vacancy{Cause: "waived"}, ranked, "B", ""},
		"a bucket's place stays with a path": {&ranking, recruitment.Vacancy{Cause: "waived", Path: "disabled"}, ranked, "C", ""},
		"QY18: not on an objection":          {&qy, recruitment.Vacancy{Cause: "objection"}, ranked, "", "recruitment.substitute.off"},
		"TA: within a year":                  {&ta, recruitment.Vacancy{Cause: "probation", On: "2024-12-31", Expires: "2025-01-01"}, ranked, "B", ""},
		"TA: the list has expired":           {&ta, recruitment.Vacancy{Cause: "probation", On: "2025-01-02", Expires: "2025-01-01"}, ranked, "", "recruitment.substitute.late"},
		"DY22: nothing said":                 {nil, recruitment.Vacancy{Cause: "waived"}, ranked, "", "regulation.silent"},
		"the pool is unsaid":                 {&noPool, recruitment.Vacancy{Cause: "waived"}, ranked, "", "regulation.silent"},
		"how long the list holds is unsaid":  {&forEver, recruitment.Vacancy{Cause: "waived"}, ranked, "", "regulation.silent"},
		"nobody left":                        {&qy, recruitment.Vacancy{Cause: "waived"}, recruitment.Pool{List: ranked.List, Gone: []string{"A", "C"}, Passed: []string{"A", "C"}}, "", "recruitment.substitute.none"},
		"two are next":                       {&ranking, recruitment.Vacancy{Cause: "waived"}, equal, "", "recruitment.tie.place"},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			got, err := recruitment.Substitute(c.sub, c.vacancy, c.pool)
			require.Equal(t, c.code, fault.CodeOf(err))
			if c.code == "" {
				require.Equal(t, c.want, got.Ticket)
			}
		})
	}
}
