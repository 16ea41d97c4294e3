package approval_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/approval"
	"jinchu/policy/regulation"
)

func TestMeetingIsEnteredAndConfirmedByTwo(t *testing.T) {
	t.Parallel()
	meeting := one(regulation.RouteMeeting, "ab", "abc")
	meeting.Seats[0].As, meeting.Seats[1].As = regulation.SeatSecretary, regulation.SeatChair
	minutes := func(result string, present ...string) func(*approval.Act) {
		return func(a *approval.Act) {
			a.Minutes = &approval.Minutes{Present: present, Recused: []string{"x"}, Result: result}
		}
	}
	p := begun(t, meeting)
	p.waits("ab")
	p.not("approval.wait", "c", approval.ConfirmMinutes)
	p.not("approval.minutes", "a", approval.EnterMinutes)
	p.not("approval.minutes", "a", approval.EnterMinutes, minutes("maybe", "c"))
	p.not("approval.minutes.recused", "a", approval.EnterMinutes, minutes(approval.Agree, "c", "x"))
	p.does("a", approval.EnterMinutes, minutes(approval.Disagree, "b", "c"))
	p.waits("bc")
	p.does("c", approval.CorrectMinutes)
	p.waits("ab")
	p.does("a", approval.EnterMinutes, minutes(approval.Return, "b", "c"))
	p.does("c", approval.ConfirmMinutes)
	require.Equal(t, approval.Returned, p.state.Status)
	p.does("s", approval.Resubmit)
	p.waits("ab")
	p.does("b", approval.EnterMinutes, minutes(approval.Agree, "b", "c"))
	p.not("approval.another.seat", "b", approval.ConfirmMinutes)
	p.does("c", approval.ConfirmMinutes)
	require.Equal(t, approval.Agreed, p.state.Status)
}

func TestPublicityWaitsForItsClock(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RoutePublicity), one(regulation.RouteAny, "a"))
	require.Equal(t, []approval.Duty{{As: approval.AsClock}}, p.route.Responsible(p.state, p.world))
	p.not("approval.turn", "a", approval.Agree)
	p.not("approval.clock", "", approval.Escalate)
	p.does("", approval.PublicityOver)
	p.waits("a")
	p.not("approval.clock", "", approval.PublicityOver)
	require.NotContains(t, verbs(p, "a"), approval.SendBack, "a publicity signs nothing anew")
}

func TestEscalationTellsAndDecidesNothing(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAny, "a"))
	clock := p.state.Clock()
	p.does("", approval.Escalate)
	require.NotEqual(t, clock, p.state.Clock(), "a new clock runs")
	p.waits("a")
	require.Equal(t, approval.Open, p.state.Status)
}

func TestEmptySeatGoesUpAndNeverPasses(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAny, "s"))
	p.waits("o")
	require.Equal(t, approval.AsOrganiser, p.route.Responsible(p.state, p.world)[0].As)
	p.world.Staff["1.1"] = append(p.world.Staff["1.1"], people("k"))
	duty := p.route.Responsible(p.state, p.world)[0]
	require.Equal(t, approval.Duty{Seat: "1.1", As: approval.AsSigner, People: people("k"), Level: 1}, duty)
	p.world.Barred["k"] = "kin"
	p.waits("o")
	p.not("approval.barred", "k", approval.Agree)
	p.not("approval.self", "s", approval.Agree)
}

func TestOnePersonIsTwoSignersNowhere(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAll, "a", "ab"), one(regulation.RouteAny, "bc"))
	p.does("a", approval.Agree)
	p.not("approval.said", "a", approval.Agree)
	p.waits("b")
	p.does("b", approval.Agree)
	p.waits("c")
	p.not("approval.another.step", "b", approval.Agree)
}

func TestStandInCountsForBoth(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAny, "a"), one(regulation.RouteAny, "d"))
	p.world.Staff["1.1"][0] = append(p.world.Staff["1.1"][0], approval.Person{ID: "k", For: "a"})
	p.world.Staff["2.1"][0] = append(p.world.Staff["2.1"][0], approval.Person{ID: "k"}, approval.Person{ID: "a"})
	p.does("k", approval.Agree)
	require.Equal(t, approval.Person{ID: "k", For: "a"}, p.state.Voices[0].By)
	p.waits("d")
	p.not("approval.another.step", "a", approval.Agree)
	p.not("approval.another.step", "k", approval.Agree)
	p.world.Staff["1.1"][0][1].For = "s"
	p.state = p.route.Begin("s")
	p.not("approval.self", "k", approval.Agree)
}

func TestUrgeOncePerWorkingDay(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAny, "a"))
	p.does("s", approval.Urge)
	p.not("approval.urged", "s", approval.Urge)
	p.not("approval.urged", "o", approval.Urge)
	p.world.Day = "2031-03-04"
	p.does("o", approval.Urge)
	p.not("approval.turn", "z", approval.Urge)
}

func TestParkCopyWithdrawVoid(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAny, "a"), one(regulation.RouteAny, "b"))
	p.does("a", approval.Park)
	p.not("approval.turn", "a", approval.Park)
	p.does("a", approval.Copy, to("z"))
	p.not("approval.to", "a", approval.Copy, to("z"))
	require.NotContains(t, verbs(p, "a"), approval.VoidIt, "only the last step voids")
	p.does("a", approval.Agree)
	require.Equal(t, []string{"z"}, p.state.Copies)

	voided := *p
	voided.does("b", approval.VoidIt)
	require.Equal(t, approval.Void, voided.state.Status)

	p.not("approval.turn", "b", approval.Withdraw)
	p.does("s", approval.Withdraw)
	require.Equal(t, approval.Withdrawn, p.state.Status)
}

func TestWhatIsNotTurnedOnIsNotThere(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAny, "ab"))
	p.route.Verbs = nil
	require.Equal(t, []string{approval.Agree, approval.Return, approval.Disagree}, verbs(p, "a"))
	for _, verb := range regulation.RouteVerbs {
		p.not("approval.off", "a", verb, to("b"))
	}
	p.not("approval.verb", "a", "wave")
	p.not("approval.verb", "a", approval.Escalate+"d")
}

func TestEveryVerbHasItsName(t *testing.T) {
	t.Parallel()
	for _, verb := range append(append([]string{}, approval.People...), approval.Facts...) {
		zh, en := approval.Name(verb)
		require.NotEmpty(t, zh, verb)
		require.NotEmpty(t, en, verb)
	}
	for _, verb := range regulation.RouteVerbs {
		require.Contains(t, approval.People, verb)
	}
}

func TestDecidedVoteStillHearsTheVeto(t *testing.T) {
	t.Parallel()
	p := voting(t, 2, true)
	p.does("a", approval.Agree)
	p.does("b", approval.Agree)
	p.waits("d")
	p.not("approval.wait", "c", approval.Agree)
	p.does("d", approval.Disagree)
	require.Equal(t, approval.Refused, p.state.Status, "two had agreed, and one has a veto")
}

func TestOneOfSeveralHasDecidedForTheOthers(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAny, "a", "b"), one(regulation.RouteAny, "c"))
	p.does("a", approval.AddSigner, to("m"), after)
	p.does("a", approval.Agree)
	p.waits("m")
	p.not("approval.wait", "b", approval.Disagree)
	p.does("m", approval.Agree)
	p.waits("c")
}

func TestWhoAsksForAReportKeepsTheSeat(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAll, "ab", "ab"))
	p.does("a", approval.Delegate, to("z"), seat("1.1"))
	p.not("approval.another.seat", "a", approval.Agree, seat("1.2"))
	p.does("b", approval.Agree, seat("1.2"))
	p.does("z", approval.Report)
	p.does("a", approval.Agree)
	require.Equal(t, approval.Agreed, p.state.Status)
}

func TestADelegateWhoComesBackDoesNotReportOnAnothersWord(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAny, "ab"))
	p.does("a", approval.Park)
	p.does("a", approval.Delegate, to("z"))
	all := p.world.Colleagues
	p.world.Colleagues = []string{"a", "b", "s"}
	p.does("a", approval.Return)
	p.world.Colleagues = all
	p.does("s", approval.Resubmit)
	p.waits("a")
	p.does("a", approval.Park)
	p.does("a", approval.Transfer, to("b"))
	require.Empty(t, p.state.Chairs[0].Parked)
	p.waits("b")
}

func TestAPublicityIsNotUrged(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RoutePublicity), one(regulation.RouteAny, "a"))
	require.NotContains(t, verbs(p, "s"), approval.Urge)
	p.not("approval.turn", "o", approval.Urge)
}
