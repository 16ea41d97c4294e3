package record_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/policy/recruitment"
)

const openingRule = `- opening: {posts_to_people: "1:3", count_on: {value: qualified, source: 第九条}, short: {value: [cancel, reduce, keep, reroute], source: 第九条}}` + "\n  - written:"

// short has three people qualified for P1 with two places, one for P2, and the cycle at its opening.
func short(t *testing.T, edits ...func(string) string) *bench {
	t.Helper()
	b := newBench(t)
	b.whole(append(edits, edit("- written:", openingRule))...)
	b.published(post("P1", 2), post("P2", 1))
	for n := 1; n <= 4; n++ {
		p := "P1"
		if n == 4 {
			p = "P2"
		}
		require.NoError(t, b.apply(n, p, good).Fault())
	}
	b.lapse()
	b.qualified(4)
	b.cycle("county_hr", "issue_tickets", record.Body{})
	b.concluded(2)
	require.Equal(t, recruitment.Opening, b.at("c").State)
	return b
}

func dispose(post, outcome string) record.Body {
	return record.Body{Post: post, Outcome: outcome, Reason: "人数不足"}
}

func TestARatioThatIsNotMetDecidesNothingByItself(t *testing.T) {
	t.Parallel()
	b := short(t)
	require.Equal(t, "recruitment.opening.short", b.no("county_hr", "conclude", record.Body{}).Code)
	require.Equal(t, []string{"recruitment.opening.short", "recruitment.opening.short"}, b.blocked("conclude"))
	require.Equal(t, "forbidden", b.no("county_hr", "dispose", dispose("P1", "cancel")).Code)
	require.Equal(t, "act.reason", b.no("county_director", "dispose", record.Body{Post: "P1", Outcome: "cancel"}).Code)
	require.Equal(t, "unknown", b.no("county_director", "dispose", dispose("P9", "cancel")).Code)
}

func TestReduceLeavesWhatThePeopleAreEnoughFor(t *testing.T) {
	t.Parallel()
	b := short(t)
	require.Equal(t, "recruitment.opening.consequence", b.no("county_director", "dispose", dispose("P2", "reduce")).Code, "one is not enough for any")
	b.cycle("county_director", "dispose", dispose("P1", "reduce"))
	require.Equal(t, 1, b.view().Posts[0].Headcount)
	require.Equal(t, "reduce", b.view().Posts[0].Disposed)
	require.Equal(t, "recruitment.opening.met", b.no("county_director", "dispose", dispose("P1", "cancel")).Code)
}

func TestCancelEndsTheContestForThePost(t *testing.T) {
	t.Parallel()
	b := short(t)
	b.cycle("county_director", "dispose", dispose("P1", "cancel"))
	require.Equal(t, []string{recruitment.Eliminated, recruitment.Eliminated, recruitment.Eliminated, recruitment.Qualified}, b.states(4))
	b.cycle("county_director", "dispose", dispose("P2", "keep"))
	require.Equal(t, 1, b.view().Posts[1].Headcount)
	b.concluded(1)
	require.Equal(t, recruitment.Examining, b.at("c").State)
}

func TestRerouteMovesThePeopleToAnOpenPostOfTheClass(t *testing.T) {
	t.Parallel()
	b := short(t)
	body := dispose("P2", "reroute")
	require.Equal(t, "unknown", b.no("county_director", "dispose", body).Code)
	body.To = "P2"
	require.Equal(t, "value.wrong", b.no("county_director", "dispose", body).Code)
	b.cycle("county_director", "dispose", dispose("P1", "reduce"))
	body.To = "P1"
	b.cycle("county_director", "dispose", body)
	require.Equal(t, 0, b.view().Posts[1].Headcount)
	b.concluded(1)
	lines, err := b.desk.Applications(bg, record.Actor{Person: "county_hr"}, "c", nil, "", 10)
	require.NoError(t, err)
	require.Equal(t, "P1", lines[3].Post)
}

func TestOnlyTheConsequencesOfTheRules(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole(edit("- written:", openingRule), edit("[cancel, reduce, keep, reroute]", "[cancel]"))
	b.published(post("P1", 2))
	b.applied(3)
	b.qualified(3)
	b.concluded(2)
	f := b.no("county_director", "dispose", dispose("P1", "keep"))
	require.Equal(t, "recruitment.opening.consequence", f.Code)
	require.Equal(t, "cancel", f.Args["have"])
}

func TestAClassWithoutARatioOpensWithAnybody(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole(edit("- written:", openingRule), edit("- opening: {", "- opening: {by_class: {township: {none: true}}, "))
	b.published(post("P1", 2))
	b.applied(1)
	b.qualified(1)
	b.concluded(3)
	require.Equal(t, recruitment.Examining, b.at("c").State)
}
