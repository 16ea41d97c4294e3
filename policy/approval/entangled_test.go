package approval_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/approval"
	"jinchu/policy/regulation"
)

func TestFactsOfTheClockAreNobodys(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RoutePublicity), one(regulation.RouteAny, "a"))
	p.not("approval.verb", "a", approval.PublicityOver)
	p.not("approval.verb", "s", approval.PublicityOver)
	p.does("", approval.PublicityOver)
	p.not("approval.verb", "o", approval.Escalate)
}

func TestNobodyIsUrgedDuringAPublicity(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RoutePublicity), one(regulation.RouteAny, "a"))
	require.NotContains(t, verbs(p, "s"), approval.Urge)
	p.not("approval.turn", "s", approval.Urge)
	p.does("", approval.PublicityOver)
	p.does("s", approval.Urge)
}

func TestTransferGoesNotToOnesOwnStandIn(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAny, "ab"))
	p.world.Staff["1.1"][0] = append(p.world.Staff["1.1"][0], approval.Person{ID: "k", For: "a"}, approval.Person{ID: "l", For: "a"})
	p.not("approval.to", "a", approval.Transfer, to("k"))
	p.not("approval.to", "k", approval.Transfer, to("l"))
	p.does("k", approval.Transfer, to("b"))
	p.waits("b")
}

func TestWhoHasASeatByNameSpeaksInTheirOwnRightWhereTheyCan(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAny, "a"))
	p.world.Staff["1.1"][0] = []approval.Person{{ID: "k", For: "m"}, {ID: "k"}, {ID: "a"}}
	p.does("a", approval.Transfer, to("k"))
	require.Equal(t, []approval.Person{{ID: "k"}}, p.route.Responsible(p.state, p.world)[0].People)
}

// away delegates to z, who then is not there for one act, and comes back.
func away(t *testing.T, act func(*play)) *play {
	t.Helper()
	p := begun(t, one(regulation.RouteAll, "ab", "c"))
	p.does("a", approval.Delegate, to("z"))
	all := p.world.Colleagues
	p.world.Colleagues = []string{"a", "b", "c"}
	act(p)
	p.world.Colleagues = all
	return p
}

func TestReportIsNotWaitedForOnceTheSeatHasSpoken(t *testing.T) {
	t.Parallel()
	p := away(t, func(p *play) { p.does("a", approval.Return) })
	p.does("s", approval.Resubmit)
	p.waits("ac")
	p = away(t, func(p *play) { p.does("a", approval.Transfer, to("b")) })
	p.waits("bc")
	p = away(t, func(p *play) { p.does("a", approval.Agree) })
	p.does("c", approval.Return)
	p.does("s", approval.Resubmit, changed)
	p.waits("ac")
}

func TestWhatWasReturnedIsNotPutAsideAnyMore(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAny, "a"))
	p.does("a", approval.Park)
	p.does("a", approval.Return)
	p.does("s", approval.Resubmit)
	require.Contains(t, verbs(p, "a"), approval.Park)
}

func TestSignersAddedAfterSpeakInTheOrderTheyWereAdded(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteSequence, "a", "b"))
	p.does("a", approval.AddSigner, to("m"), after)
	p.does("a", approval.AddSigner, to("n"), after)
	for _, who := range "amnb" {
		p.waits(string(who))
		p.does(string(who), approval.Agree)
	}
	require.Equal(t, approval.Agreed, p.state.Status)
}

func TestOnceOneHasDecidedForAllTheOthersAreNotAsked(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAny, "a", "b"))
	p.does("a", approval.AddSigner, to("m"), after)
	p.waits("ab")
	p.does("a", approval.Agree)
	p.waits("m")
	p.not("approval.wait", "b", approval.Disagree)
	p.does("m", approval.Agree)
	require.Equal(t, approval.Agreed, p.state.Status)
}

func TestOffersSayInWhatPart(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAny, "a"))
	part := func(person, verb string) approval.As {
		for _, o := range p.route.Offers(p.state, person, p.world) {
			if o.Verb == verb {
				return o.As
			}
		}
		return ""
	}
	p.does("a", approval.AddSigner, to("m"), after)
	require.Equal(t, approval.AsSigner, part("a", approval.Copy))
	require.Equal(t, approval.AsSubmitter, part("s", approval.Copy))
	require.Equal(t, approval.AsOrganiser, part("o", approval.Copy))
	require.Equal(t, approval.AsSigner, part("a", approval.RemoveSigner))
	p.world.Colleagues = []string{"a"}
	require.Equal(t, approval.AsOrganiser, part("o", approval.RemoveSigner))
}
