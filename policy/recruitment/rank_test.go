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

var (
	gridWorker = regulation.Condition{ID: "grid", Rule: "网格员优先", Expr: "applicant.grid_worker"}
	partyCadre = regulation.Condition{ID: "party", Rule: "中共党员优先", Expr: "applicant.party_member"}
	oneList    = regulation.Give("one_list")
)

// contender is a ticket with a total and a written score.
func contender(ticket, total, written string) recruitment.Contender {
	return recruitment.Contender{Candidate: recruitment.Candidate{Ticket: ticket, Post: "P1", Path: "disabled",
		Scores: weights("written", written, "interview", "80")}, Total: dec(total)}
}

// order writes a list as rank:ticket.
func order(l recruitment.List) []string {
	var all []string
	for _, p := range l.Places {
		all = append(all, fmt.Sprintf("%d:%s", p.Rank, p.Ticket))
	}
	return all
}

func ties(steps ...regulation.Tie) *regulation.RankStage { return &regulation.RankStage{Ties: steps} }

// holds answers from a table "ticket/condition"; what is not there is not known.
func holds(known map[string]regulation.Verdict) func(string, regulation.Condition) regulation.Verdict {
	return func(ticket string, c regulation.Condition) regulation.Verdict {
		if v, ok := known[ticket+"/"+c.ID]; ok {
			return v
		}
		return regulation.CannotTell
	}
}

func TestRank(t *testing.T) {
	t.Parallel()
	written, unsaid := regulation.Tie{Higher: "written"}, regulation.Tie{Unspecified: true}
	status := regulation.Tie{Status: []regulation.Condition{gridWorker, partyCadre}}
	extra := regulation.Tie{Extra: "interview", Consent: "市社区建设领导小组"}
	lots := regulation.Tie{Lots: true}
	tied := []recruitment.Contender{contender("A", "72.75", "70"), contender("B", "72.75", "71.5"), contender("C", "80", "60")}
	same := []recruitment.Contender{contender("A", "72.75", "70"), contender("B", "72.75", "70"), contender("C", "70", "90")}
	yes, no := regulation.Yes, regulation.No
	for title, c := range map[string]struct {
		stage  *regulation.RankStage
		who    []recruitment.Contender
		ground recruitment.Ground
		want   []string
		needs  string
	}{
		"QY18: 72.75 = 72.75, written higher first": {ties(written, unsaid), tied, recruitment.Ground{}, []string{"1:C", "2:B", "3:A"}, ""},
		"QY18: written equal too, the text ends":    {ties(written, unsaid), same, recruitment.Ground{}, []string{"1:A", "1:B", "3:C"}, "regulation.silent"},
		"DY22: extra question waits for consent":    {ties(written, extra), same, recruitment.Ground{}, []string{"1:A", "1:B", "3:C"}, "recruitment.tie.consent"},
		"DY22: consent, marks still missing":        {ties(written, extra), same, recruitment.Ground{Consent: yes, Extra: weights("A", "80")}, []string{"1:A", "1:B", "3:C"}, "recruitment.tie.extra"},
		"DY22: consent and marks":                   {ties(written, extra), same, recruitment.Ground{Consent: yes, Extra: weights("A", "80", "B", "81")}, []string{"1:B", "2:A", "3:C"}, ""},
		"DY22: the body refuses":                    {ties(written, extra), same, recruitment.Ground{Consent: no}, []string{"1:A", "1:B", "3:C"}, "regulation.silent"},
		"DY22: equal again, another extra question": {ties(written, extra), same, recruitment.Ground{Consent: yes, Extra: weights("A", "80", "B", "80")}, []string{"1:A", "1:B", "3:C"}, "recruitment.tie.again"},
		"DY22: refused, then lots are drawn":        {ties(written, extra, lots), same, recruitment.Ground{Consent: no, Lots: map[string]int{"A": 2, "B": 1}}, []string{"1:B", "2:A", "3:C"}, ""},
		"DY22: equal again, then lots are drawn":    {ties(written, extra, lots), same, recruitment.Ground{Consent: yes, Extra: weights("A", "80", "B", "80"), Lots: map[string]int{"A": 1, "B": 2}}, []string{"1:A", "2:B", "3:C"}, ""},
		"lots not yet drawn":                        {ties(written, lots), same, recruitment.Ground{}, []string{"1:A", "1:B", "3:C"}, "recruitment.tie.lots"},
		"the same lot twice is no lot":              {ties(lots), same, recruitment.Ground{Lots: map[string]int{"A": 1, "B": 1}}, []string{"1:A", "1:B", "3:C"}, "recruitment.tie.lots"},
		"a chain that ends leaves equal ranks":      {ties(written), same, recruitment.Ground{}, []string{"1:A", "1:B", "3:C"}, ""},
		"SD-SQ: status before score": {ties(status, written), tied, recruitment.Ground{Holds: holds(map[string]regulation.Verdict{"A/grid": yes, "B/grid": no})},
			[]string{"1:C", "2:A", "3:B"}, ""},
		"SD-SQ: second status": {ties(status, written), tied, recruitment.Ground{Holds: holds(map[string]regulation.Verdict{"A/grid": yes, "B/grid": yes, "A/party": yes, "B/party": no})},
			[]string{"1:C", "2:A", "3:B"}, ""},
		"SD-SQ: same status, then the score": {ties(status, written), tied, recruitment.Ground{Holds: holds(map[string]regulation.Verdict{"A/grid": no, "B/grid": no, "A/party": no, "B/party": no})},
			[]string{"1:C", "2:B", "3:A"}, ""},
		"SD-SQ: status not established": {ties(status), tied, recruitment.Ground{}, []string{"1:C", "2:A", "2:B"}, "recruitment.tie.facts"},
		"ZSD21: any one priority": {ties(regulation.Tie{Priority: true}), same, recruitment.Ground{
			Priorities: []regulation.Condition{gridWorker, partyCadre},
			Holds:      holds(map[string]regulation.Verdict{"A/grid": no, "A/party": no, "B/party": yes})},
			[]string{"1:B", "2:A", "3:C"}, ""},
		"JM17: tie-break cut off":        {nil, same, recruitment.Ground{}, []string{"1:A", "1:B", "3:C"}, "regulation.silent"},
		"JM17: cut off, but nobody ties": {nil, []recruitment.Contender{contender("A", "70", "1"), contender("B", "71", "1")}, recruitment.Ground{}, []string{"1:B", "2:A"}, ""},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			list, err := recruitment.Rank(c.stage, oneList, c.who, c.ground)
			require.NoError(t, err)
			require.Equal(t, c.want, order(list))
			require.Equal(t, c.needs, fault.CodeOf(list.Settled()))
		})
	}
}

func TestRankSaysWhatBrokeTheTie(t *testing.T) {
	t.Parallel()
	list, err := recruitment.Rank(ties(regulation.Tie{Higher: "written"}), oneList,
		[]recruitment.Contender{contender("A", "72.75", "70"), contender("B", "72.75", "71.5"), contender("C", "80", "60")}, recruitment.Ground{})
	require.NoError(t, err)
	require.Empty(t, list.Places[0].By)
	require.Equal(t, "笔试成绩高者在前", list.Places[1].By)
}

func TestRankOfExemptPeople(t *testing.T) {
	t.Parallel()
	exempt := contender("E", "85", "0")
	exempt.Exempt, exempt.Scores = []string{"written"}, weights("interview", "85")
	who := []recruitment.Contender{exempt, contender("A", "85", "80"), contender("B", "90", "80")}
	chain := ties(regulation.Tie{Higher: "written"})
	_, err := recruitment.Rank(chain, regulation.Value[string]{}, who, recruitment.Ground{})
	require.Equal(t, "regulation.silent", fault.CodeOf(err), "JM17: how the two scales meet is unsaid")
	require.ErrorContains(t, err, "total.merge")

	list, err := recruitment.Rank(chain, oneList, who, recruitment.Ground{})
	require.NoError(t, err)
	require.Equal(t, []string{"1:B", "2:A", "2:E"}, order(list))
	require.ErrorContains(t, list.Settled(), "rank.ties.written.exempt", "somebody without a written score cannot be compared by it")

	list, err = recruitment.Rank(chain, regulation.Give("separate_lists"), who, recruitment.Ground{})
	require.NoError(t, err)
	require.Equal(t, []string{"1:B", "2:A", "1:E"}, order(list))
	_, err = recruitment.WhoIsIn([]recruitment.Post{{ID: "P1", Headcount: 2}}, map[string]recruitment.List{"P1": list}, nil)
	require.ErrorContains(t, err, "total.share")
}

// JM17 exempts holders of a college degree from the written test and compares it first: the text must say
// where they come.
func TestRankSaysWhereThoseExemptFromThePartComparedCome(t *testing.T) {
	t.Parallel()
	exempt := contender("E", "85", "0")
	exempt.Exempt, exempt.Scores = []string{"written"}, weights("interview", "85")
	absent := contender("E", "85", "0")
	absent.Scores = weights("interview", "85")
	for name, c := range map[string]struct {
		who   recruitment.Contender
		says  string
		want  []string
		needs string
	}{
		"before":                {exempt, "before", []string{"1:E", "2:A", "3:B"}, ""},
		"after":                 {exempt, "after", []string{"1:A", "2:B", "3:E"}, ""},
		"skip to the interview": {exempt, "skip", []string{"1:E", "2:A", "2:B"}, ""},
		"absent is not exempt":  {absent, "before", []string{"1:A", "1:B", "1:E"}, "regulation.silent"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			chain := ties(regulation.Tie{Higher: "written", Exempt: regulation.Give(c.says)}, regulation.Tie{Higher: "interview"})
			list, err := recruitment.Rank(chain, oneList, []recruitment.Contender{c.who, contender("A", "85", "90"), contender("B", "85", "80")}, recruitment.Ground{})
			require.NoError(t, err)
			require.Equal(t, c.needs, fault.CodeOf(list.Settled()))
			require.Equal(t, c.want, order(list))
		})
	}
}

func TestSeparateListsTakeTheirPlacesInTheOrderTheTextGives(t *testing.T) {
	t.Parallel()
	exempt := contender("E", "60", "0")
	exempt.Exempt = []string{"written"}
	who := []recruitment.Contender{exempt, contender("A", "85", "80"), contender("B", "90", "80")}
	for share, want := range map[string][]string{"exempt_first": {"E", "B"}, "exempt_last": {"B", "A"}} {
		merge := recruitment.MergeOf(&regulation.TotalStage{Merge: regulation.Give("separate_lists"), Share: regulation.Give(share)})
		list, err := recruitment.Rank(ties(), merge, who, recruitment.Ground{})
		require.NoError(t, err)
		seats, err := recruitment.WhoIsIn([]recruitment.Post{{ID: "P1", Headcount: 2}}, map[string]recruitment.List{"P1": list}, nil)
		require.NoError(t, err)
		require.Equal(t, want, []string{seats.In[0].Ticket, seats.In[1].Ticket}, share)
	}
	require.Equal(t, "one_list", recruitment.MergeOf(&regulation.TotalStage{Merge: oneList}).V)
	require.Equal(t, "separate_lists", recruitment.MergeOf(&regulation.TotalStage{Merge: regulation.Give("separate_lists")}).V)
	require.False(t, recruitment.MergeOf(nil).Known())
}

func TestShortlist(t *testing.T) {
	t.Parallel()
	ratio := regulation.Give(regulation.Ratio{Posts: 1, People: 3})
	goes := func(ticket, score string) recruitment.Entry {
		return recruitment.Entry{Ticket: ticket, Score: dec(score), Goes: true}
	}
	failed := recruitment.Entry{Ticket: "F", Score: dec("99")}
	exempt := recruitment.Entry{Ticket: "X", Exempt: true}
	five := []recruitment.Entry{goes("A", "80"), goes("B", "75"), goes("C", "70"), goes("D", "70"), failed}
	for title, c := range map[string]struct {
		stage   regulation.ShortlistStage
		entries []recruitment.Entry
		in      []string
		tied    []string
		out     int
		code    string
	}{
		"QY18: 1:3, from high to low":      {regulation.ShortlistStage{Ratio: ratio}, []recruitment.Entry{goes("D", "60"), goes("C", "70"), goes("A", "80"), goes("B", "75")}, []string{"A", "B", "C"}, nil, 1, ""},
		"QY18: a tie at the cut is unsaid": {regulation.ShortlistStage{Ratio: ratio, Ties: silent[string]()}, five, []string{"A", "B"}, []string{"C", "D"}, 1, "regulation.silent"},
		"ties go in":                       {regulation.ShortlistStage{Ratio: ratio, Ties: regulation.Give("include")}, five, []string{"A", "B", "C", "D"}, nil, 1, ""},
		"ties stay out":                    {regulation.ShortlistStage{Ratio: ratio, Ties: regulation.Give("exclude")}, five, []string{"A", "B"}, nil, 3, ""},
		"fewer than the ratio allows":      {regulation.ShortlistStage{Ratio: ratio}, five[:2], []string{"A", "B"}, nil, 0, ""},
		"JM17: all who pass and exempt":    {regulation.ShortlistStage{All: true}, append([]recruitment.Entry{exempt}, five...), []string{"A", "B", "C", "D", "X"}, nil, 1, ""},
		"exempt people take no place":      {regulation.ShortlistStage{Ratio: ratio, Ties: regulation.Give("include")}, append([]recruitment.Entry{exempt}, five[:3]...), []string{"A", "B", "C", "X"}, nil, 0, ""},
		"the ratio is open":                {regulation.ShortlistStage{Ratio: silent[regulation.Ratio]()}, five, nil, nil, 0, "regulation.silent"},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			cut, err := recruitment.Shortlist(&c.stage, 1, c.entries)
			require.Equal(t, c.code, fault.CodeOf(err))
			require.Equal(t, c.in, cut.In)
			require.Equal(t, c.tied, cut.Tied)
			require.Len(t, cut.Out, c.out)
			for _, p := range cut.Out {
				require.True(t, p.Adverse)
			}
		})
	}
	none, err := recruitment.Shortlist(&regulation.ShortlistStage{Ratio: ratio}, 0, five)
	require.NoError(t, err)
	require.Empty(t, none.In)
}

func drawContenders(r *rapid.T) []recruitment.Contender {
	n := rapid.IntRange(1, 12).Draw(r, "people")
	var who []recruitment.Contender
	for i := range n {
		total := decimal.New(rapid.Int64Range(700, 703).Draw(r, "total"), -1)
		written := decimal.New(rapid.Int64Range(60, 62).Draw(r, "written"), 0)
		who = append(who, contender(fmt.Sprintf("T%02d", i), total.String(), written.String()))
	}
	return who
}

// A rank is a total preorder in which nobody with a lower total, or an equal total and a lower written
// score, stands before anybody, equals share a rank, and ranks count everybody before.
func TestRankIsATotalPreorder(t *testing.T) {
	t.Parallel()
	stage := ties(regulation.Tie{Higher: "written"})
	rapid.Check(t, func(r *rapid.T) {
		who := drawContenders(r)
		list, err := recruitment.Rank(stage, oneList, who, recruitment.Ground{})
		require.NoError(r, err)
		again, err := recruitment.Rank(stage, oneList, rapid.Permutation(who).Draw(r, "order"), recruitment.Ground{})
		require.NoError(r, err)
		require.Equal(r, order(list), order(again), "the order of entry changes nothing")
		require.Len(r, list.Places, len(who))
		rank := map[string]int{}
		for _, p := range list.Places {
			rank[p.Ticket] = p.Rank
		}
		for _, a := range who {
			before := 0
			for _, b := range who {
				c := b.Total.Cmp(a.Total)
				if c == 0 {
					c = b.Scores["written"].Cmp(a.Scores["written"])
				}
				require.Equal(r, c > 0, rank[b.Ticket] < rank[a.Ticket])
				if c > 0 {
					before++
				}
			}
			require.Equal(r, before+1, rank[a.Ticket])
		}
	})
}

// Nobody on the shortlist scored below anybody the ratio put out, and nobody is lost or doubled.
func TestShortlistNeverReachesBelowTheCut(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		score := map[string]decimal.Decimal{}
		var entries []recruitment.Entry
		for i := range rapid.IntRange(0, 15).Draw(r, "people") {
			e := recruitment.Entry{Ticket: fmt.Sprintf("T%02d", i), Goes: true, Score: decimal.New(rapid.Int64Range(60, 66).Draw(r, "score"), 0)}
			score[e.Ticket], entries = e.Score, append(entries, e)
		}
		stage := regulation.ShortlistStage{Ratio: regulation.Give(regulation.Ratio{Posts: 1, People: rapid.IntRange(1, 4).Draw(r, "ratio")})}
		stage.Ties = regulation.Give(rapid.SampledFrom([]string{"include", "exclude"}).Draw(r, "ties"))
		posts := rapid.IntRange(1, 3).Draw(r, "posts")
		cut, err := recruitment.Shortlist(&stage, posts, entries)
		require.NoError(r, err)
		again, err := recruitment.Shortlist(&stage, posts, rapid.Permutation(entries).Draw(r, "order"))
		require.NoError(r, err)
		require.Equal(r, cut, again)
		require.Equal(r, len(entries), len(cut.In)+len(cut.Out))
		for _, in := range cut.In {
			require.True(r, score[in].GreaterThanOrEqual(cut.Line))
			for _, out := range cut.Out {
				require.True(r, score[in].GreaterThan(score[out.Ticket]))
			}
		}
	})
}
