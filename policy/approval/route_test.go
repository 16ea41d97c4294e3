package approval_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/approval"
	"jinchu/policy/regulation"
)

func TestCosignWantsEverybody(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAll, "a", "b", "c"))
	p.waits("abc")
	p.does("b", approval.Agree)
	p.not("approval.said", "b", approval.Agree)
	p.waits("ac")
	p.does("a", approval.Agree)
	p.does("c", approval.Agree)
	require.Equal(t, approval.Agreed, p.state.Status)
	p.not("approval.over", "a", approval.Agree)
}

func TestCosignEndsAtTheFirstNo(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAll, "a", "b"), one(regulation.RouteAny, "c"))
	p.not("act.reason", "a", approval.Disagree, reason(" "))
	p.does("a", approval.Disagree)
	require.Equal(t, approval.Refused, p.state.Status)
	require.Empty(t, p.route.Responsible(p.state, p.world))
	require.Empty(t, p.state.Clock())
}

func TestAnyOneDecides(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAny, "ab", "c"))
	p.waits("abc")
	p.does("c", approval.Agree)
	require.Equal(t, approval.Agreed, p.state.Status)
	p = begun(t, one(regulation.RouteAny, "ab", "c"))
	p.does("a", approval.Disagree)
	require.Equal(t, approval.Refused, p.state.Status)
}

func TestSequenceGoesSeatBySeat(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteSequence, "a", "b"))
	p.waits("a")
	p.not("approval.wait", "b", approval.Agree)
	p.does("a", approval.Agree)
	p.waits("b")
	p.does("b", approval.Agree)
	require.Equal(t, approval.Agreed, p.state.Status)
}

func voting(t *testing.T, need int, veto bool) *play {
	t.Helper()
	vote := one(regulation.RouteVote, "a", "b", "c", "d")
	vote.Need, vote.Seats[3].Veto = need, veto
	return begun(t, vote)
}

func TestVoteCarriesAndFails(t *testing.T) {
	t.Parallel()
	p := voting(t, 3, false)
	p.does("a", approval.Agree)
	p.does("d", approval.Disagree)
	p.does("b", approval.Agree)
	require.Equal(t, approval.Open, p.state.Status)
	p.does("c", approval.Agree)
	require.Equal(t, approval.Agreed, p.state.Status)

	p = voting(t, 3, false)
	p.does("a", approval.Disagree)
	p.does("b", approval.Disagree)
	require.Equal(t, approval.Refused, p.state.Status, "three can no longer agree")

	p = voting(t, 2, true)
	p.does("a", approval.Agree)
	p.does("d", approval.Disagree)
	require.Equal(t, approval.Refused, p.state.Status, "one veto")
}

func TestReturnComesBackToWhoReturned(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAny, "x"), one(regulation.RouteAll, "ab", "c"))
	p.does("x", approval.Agree)
	p.does("c", approval.Agree)
	clock := p.state.Clock()
	p.does("b", approval.Return)
	require.Equal(t, approval.Returned, p.state.Status)
	require.NotEqual(t, clock, p.state.Clock(), "a round of its own")
	p.waits("s")
	p.not("approval.turn", "a", approval.Agree)
	p.does("s", approval.Resubmit)
	p.waits("b")
	p.not("approval.bound", "a", approval.Agree)
	p.does("b", approval.Agree)
	require.Equal(t, approval.Agreed, p.state.Status, "c had signed, nothing was changed, x is not asked again")
}

func TestReturnOfSomethingChangedIsSignedAnew(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAll, "ab", "c"))
	p.does("c", approval.Agree)
	p.does("b", approval.Return)
	p.does("s", approval.Resubmit, changed)
	p.waits("bc")
}

func TestReturnerWhoLeftIsReplacedByTheSeat(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAny, "ab"))
	p.does("b", approval.Return)
	p.does("s", approval.Resubmit)
	p.world.Staff["1.1"] = [][]approval.Person{people("a")}
	p.waits("a")
	p.does("a", approval.Agree)
}

func TestSendBackAsksEarlierStepsAnew(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAny, "a"), one(regulation.RouteAny, "b"), one(regulation.RouteAny, "c"))
	require.NotContains(t, verbs(p, "a"), approval.SendBack, "nothing is before the first step")
	p.does("a", approval.Agree)
	p.does("b", approval.Agree)
	p.not("approval.step", "c", approval.SendBack, step(2))
	p.does("c", approval.SendBack, step(0))
	p.waits("a")
	p.does("a", approval.Agree)
	p.waits("b")
	p.does("b", approval.Agree)
	p.does("c", approval.Agree)
	require.Equal(t, approval.Agreed, p.state.Status)
}

func verbs(p *play, person string) (all []string) {
	for _, o := range p.route.Offers(p.state, person, p.world) {
		all = append(all, o.Verb)
	}
	return all
}

func TestTransferNeverComesBack(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAny, "abc"))
	p.not("approval.to", "a", approval.Transfer, to("z"))
	p.does("a", approval.Transfer, to("b"))
	p.waits("b")
	p.not("approval.loop", "a", approval.Agree)
	p.not("approval.bound", "c", approval.Agree)
	p.not("approval.to", "b", approval.Transfer, to("a"))
	p.does("b", approval.Transfer, to("c"))
	require.NotContains(t, verbs(p, "c"), approval.Transfer, "nobody is left to pass it to")
	p.does("c", approval.Agree)
}

func TestDelegateReportsAndTheOtherDecides(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAny, "ab"))
	p.does("a", approval.Delegate, to("z"))
	p.waits("z")
	require.Equal(t, []string{approval.Report, approval.Copy}, verbs(p, "z"), "a delegate passes nothing on")
	p.not("approval.wait", "a", approval.Agree)
	p.not("act.reason", "z", approval.Report, reason(""))
	p.does("z", approval.Report)
	p.waits("a")
	p.does("a", approval.Agree)
}

func TestDelegateWhoLeftGivesTheSeatBack(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAny, "a"))
	p.does("a", approval.Delegate, to("z"))
	p.world.Colleagues = []string{"a", "b"}
	p.waits("a")
	p.does("a", approval.Agree)
}

func TestAddedSigners(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAny, "a"), one(regulation.RouteAny, "b"))
	p.not("approval.to", "a", approval.AddSigner, to("b"), after) // has a seat further on
	p.does("a", approval.AddSigner, to("m"))
	p.waits("m")
	p.not("approval.wait", "a", approval.Agree)
	p.does("m", approval.Agree)
	p.waits("a")
	p.does("a", approval.AddSigner, to("n"), after)
	p.waits("a")
	p.does("a", approval.Agree)
	p.waits("n")
	p.not("approval.seat", "a", approval.RemoveSigner, seat("1.1+9"))
	p.does("a", approval.RemoveSigner, seat("1.1+2"))
	p.waits("b")
}

func TestAddedSignerWhoLeftIsRemovedByTheOrganiser(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAny, "a"))
	p.does("a", approval.AddSigner, to("m"), after)
	p.does("a", approval.Agree)
	p.world.Colleagues = []string{"a"}
	p.waits("o")
	p.does("o", approval.RemoveSigner, seat("1.1+1"))
	require.Equal(t, approval.Agreed, p.state.Status)
}

func TestAddedSignerWhoDoesNotAgree(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAny, "a", "b"))
	p.does("a", approval.AddSigner, to("m"))
	p.does("m", approval.Disagree)
	require.Equal(t, approval.Refused, p.state.Status)
}
