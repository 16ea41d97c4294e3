package library_test

import (
	"strconv"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/library"
)

// A cycle under a ruled file may wait for a fact or an act, never for a rule: whatever the marks, the
// exemptions, the ties and the answers of others, no rule falls silent and no rank is left without a way.
func TestRuledFilesNeverFallSilentWhateverTheData(t *testing.T) {
	t.Parallel()
	for _, name := range library.Rehearsable() {
		reg := ruledOf(t, name)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(rt *rapid.T) {
				run := dataRun{rt, reg}
				run.openings()
				who := run.contest()
				run.places(run.lists(who))
				run.capped()
				run.afterwards()
			})
		})
	}
}

// dataRun asks every rule of a cycle with data that was drawn.
type dataRun struct {
	t   *rapid.T
	reg *regulation.Regulation
}

// told refuses the faults that only a ruling could lift.
func (r dataRun) told(err error) {
	if code := fault.CodeOf(err); code == "regulation.silent" || code == "recruitment.tie.place" {
		r.t.Fatalf("%v", err)
	}
}

func (r dataRun) pick(label string, from ...string) string {
	return rapid.SampledFrom(from).Draw(r.t, label)
}

func (r dataRun) mark(label string) decimal.Decimal {
	return decimal.New(rapid.Int64Range(118, 200).Draw(r.t, label), -1).Mul(decimal.NewFromInt(5)).Truncate(1)
}

func (r dataRun) openings() {
	number := func(label string) int { return rapid.IntRange(0, 9).Draw(r.t, label) }
	for _, s := range r.reg.Procedure {
		if s.Opening != nil {
			opened, err := recruitment.CheckOpening(s.Opening, number("posts")+1, recruitment.Counts{Registered: number("registered"), Qualified: number("qualified"), TicketHolders: number("tickets")})
			r.told(err)
			require.True(r.t, opened.Met || len(opened.Allowed) > 0, "something may follow")
		}
	}
}

// contest draws people, exempts some from what may be exempt, and takes them through the exams in order.
func (r dataRun) contest() []recruitment.Candidate {
	var who []recruitment.Candidate
	for i := range rapid.IntRange(2, 6).Draw(r.t, "people") {
		who = append(who, r.candidate(strconv.Itoa(i)))
	}
	for _, s := range r.reg.Procedure {
		switch {
		case s.Exam != nil:
			var on []recruitment.Candidate
			for _, one := range who {
				j, err := recruitment.Judge(s.Kind, s.Exam, one)
				r.told(err)
				require.NoError(r.t, err)
				if j.Goes() {
					on = append(on, one)
				}
			}
			who = on
		case s.Shortlist != nil:
			var entries []recruitment.Entry
			for _, one := range who {
				entries = append(entries, recruitment.Entry{Ticket: one.Ticket, Score: one.Scores[s.Shortlist.From], Goes: true, Exempt: len(one.Exempt) > 0})
			}
			_, err := recruitment.Shortlist(s.Shortlist, rapid.IntRange(1, 3).Draw(r.t, "posts"), entries)
			require.NoError(r.t, err)
		}
	}
	return who
}

func (r dataRun) candidate(ticket string) recruitment.Candidate {
	one := recruitment.Candidate{Ticket: ticket, Post: "P", Scores: map[string]decimal.Decimal{}}
	one.Path = rapid.SampledFrom(r.reg.Paths).Draw(r.t, "path").ID
	for _, s := range r.reg.Procedure {
		switch {
		case s.Exam == nil:
		case len(s.Exam.Exempt) > 0 && rapid.Bool().Draw(r.t, "exempt"):
			one.Exempt = append(one.Exempt, string(s.Kind))
		case s.Exam.Panel.Known():
			marks := make([]decimal.Decimal, s.Exam.Panel.V.Size)
			for i := range marks {
				marks[i] = r.mark("examiner")
			}
			mark, err := recruitment.PanelMark(s.Exam.Panel, marks)
			require.NoError(r.t, err)
			one.Scores[string(s.Kind)] = mark.Value
		default:
			one.Scores[string(s.Kind)] = r.mark("score")
		}
	}
	return one
}

// lists totals and ranks; a tie waits for an answer, an extra question or a draw, and for nothing else.
func (r dataRun) lists(who []recruitment.Candidate) recruitment.List {
	total, ranking := r.stage(regulation.StageTotal).Total, r.stage(regulation.StageRank).Rank
	ground := recruitment.Ground{Priorities: r.reg.Priorities, Extra: map[string]decimal.Decimal{}, Lots: map[string]int{},
		Consent: regulation.Verdict(r.pick("consent", "yes", "no")),
		Holds: func(ticket string, _ regulation.Condition) regulation.Verdict {
			return regulation.Verdict(r.pick("holds "+ticket, "yes", "no"))
		}}
	var contenders []recruitment.Contender
	for i, one := range who {
		sum, err := recruitment.Total(total, one)
		require.NoError(r.t, err)
		contenders = append(contenders, recruitment.Contender{Candidate: one, Total: sum.Value.Truncate(-1)}) // many ties
		ground.Extra[one.Ticket], ground.Lots[one.Ticket] = dec(strconv.Itoa(80+i)), i
	}
	list, err := recruitment.Rank(ranking, recruitment.MergeOf(total), contenders, ground)
	require.NoError(r.t, err)
	require.NoError(r.t, list.Settled())
	return list
}

func (r dataRun) places(list recruitment.List) {
	posts := rapid.IntRange(1, 4).Draw(r.t, "headcount")
	var limits []recruitment.Limit
	for _, c := range r.reg.Caps {
		limit, err := recruitment.CapCount(c, posts)
		require.NoError(r.t, err)
		limits = append(limits, limit)
	}
	_, err := recruitment.WhoIsIn([]recruitment.Post{{ID: "P", Headcount: posts}}, map[string]recruitment.List{"P": list}, limits)
	require.NoError(r.t, err)
	for _, kind := range []regulation.StageKind{regulation.StageMedical, regulation.StageBackground} {
		_, err := recruitment.CallTo(kind, r.stage(kind).Check, posts, list, nil)
		require.NoError(r.t, err)
	}
	for _, cause := range r.reg.Substitution.On.V {
		_, err := recruitment.Substitute(r.reg.Substitution, recruitment.Vacancy{Post: "P", Cause: cause}, recruitment.Pool{List: list})
		r.told(err)
	}
}

// capped has people of each capped path stand equal first at posts of their own: the cap waits for a draw at
// most, which names them, and then ends.
func (r dataRun) capped() {
	for _, c := range r.reg.Caps {
		posts, lists, lots := []recruitment.Post{}, map[string]recruitment.List{}, map[string]int{}
		for i := range rapid.IntRange(1, 5).Draw(r.t, "equals") {
			id := strconv.Itoa(i)
			posts = append(posts, recruitment.Post{ID: id, Headcount: 1})
			lists[id] = recruitment.List{Places: []recruitment.Place{{Ticket: id, Post: id, Path: c.Path, Rank: 1, Total: dec("80")}}}
			lots[id] = i + 1
		}
		limit, err := recruitment.CapCount(c, 13)
		require.NoError(r.t, err)
		seats, err := recruitment.WhoIsIn(posts, lists, []recruitment.Limit{limit})
		r.told(err)
		if err != nil {
			require.Len(r.t, seats.Open[0].Tickets, len(posts))
			limit.Lots = lots
			seats, err = recruitment.WhoIsIn(posts, lists, []recruitment.Limit{limit})
		}
		require.NoError(r.t, err)
		require.Len(r.t, seats.In, min(len(posts), limit.Count))
	}
}

// afterwards asks the routes and the test of an objection.
func (r dataRun) afterwards() {
	_, err := recruitment.Decisive(r.stage(regulation.StagePublicity).Publicity,
		recruitment.Finding{Verified: rapid.Bool().Draw(r.t, "verified"), Affects: rapid.Bool().Draw(r.t, "affects")})
	require.NoError(r.t, err)
	for value, route := range routesOf(r.reg) {
		for step := range route.V {
			_, _, err := recruitment.Route(route, route.V[:step], value)
			require.NoError(r.t, err)
		}
	}
}

func (r dataRun) stage(kind regulation.StageKind) regulation.Stage {
	for _, s := range r.reg.Procedure {
		if s.Kind == kind {
			return s
		}
	}
	r.t.Fatalf("no stage %s", kind)
	return regulation.Stage{}
}

// routesOf are the routes of a file under the act each of their roles does.
func routesOf(reg *regulation.Regulation) map[string]regulation.Value[[]string] {
	all := map[string]regulation.Value[[]string]{"contract.signers": reg.Contract.Signers}
	seats := func(route regulation.Value[[]regulation.RouteStep]) regulation.Value[[]string] {
		return regulation.Value[[]string]{V: regulation.Roles(route.V), Standing: route.Standing}
	}
	for _, s := range reg.Procedure {
		switch {
		case s.Approval != nil:
			all["approval.route"] = seats(s.Approval.Route)
		case s.Review != nil:
			all["review.levels"] = s.Review.Levels
		case s.Hire != nil:
			all["hire.route"] = seats(s.Hire.Route)
		}
	}
	return all
}

// A role on a route that the state tables never let act would wait for ever.
func TestRoutesNameRolesThatMayAct(t *testing.T) {
	t.Parallel()
	may := map[string][]string{}
	for _, row := range append(recruitment.Cycle().Rows, recruitment.Application().Rows...) {
		may[row.Event] = append(may[row.Event], row.By...)
	}
	acts := map[string][]string{"approval.route": may["recuse"], "review.levels": may["qualify"], "hire.route": may["recuse"], // who may be kept out may take part
		"contract.signers": append(may["sign"], may["countersign"]...)}
	for _, name := range library.Rehearsable() {
		for value, route := range routesOf(ruledOf(t, name)) {
			require.NotEmpty(t, route.V, "%s: %s", name, value)
			for _, role := range route.V {
				require.Contains(t, acts[value], role, "%s: %s", name, value)
			}
		}
	}
}
