package record_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
)

// oneRelative lets one relative in over all posts; lots decide between equals.
const oneRelative = "caps: [{path: relative, count: {value: 1, source: 第五条}, percent: {value: \"10\", source: 第五条}, of: cycle_posts, " +
	"rounding: {value: floor, source: 第五条}, ties: {value: lots, source: 第五条}}]\nprocedure:"

// atTheCap has relatives of these marks at posts of their own, P1 first, and everybody's marks confirmed up
// to the ranking; disabled people follow as given.
func atTheCap(t *testing.T, relatives, others []int, edits ...func(string) string) *bench {
	t.Helper()
	b := newBench(t)
	b.whole(edits...)
	var posts []record.OpeningPost
	for n := range relatives {
		posts = append(posts, post(codeOf(n), 1))
	}
	b.published(posts...)
	for n := range relatives {
		b.relative(n+1, codeOf(n))
	}
	for n := range others {
		require.NoError(t, b.apply(len(relatives)+n+1, codeOf(n), good).Fault())
	}
	b.lapse()
	b.qualified(len(relatives) + len(others))
	b.seated()
	b.examine("written", append(relatives, others...)...)
	return b
}

func codeOf(n int) string { return []string{"P1", "P2", "P3"}[n] }

func TestEqualsOfTwoPostsDrawLotsAtACapAndTheConfirmationGoesOn(t *testing.T) {
	t.Parallel()
	b := atTheCap(t, []int{80, 80}, []int{70, 65}, edit("procedure:", oneRelative))
	require.Equal(t, []string{"recruitment.tie.cap"}, b.blocked("confirm"))
	require.Equal(t, "recruitment.tie.cap", b.no("county_director", "confirm", record.Body{Reason: "按规则"}).Code)
	p, _, err := b.desk.Proposals(bg, record.Actor{Person: "county_director"}, "c")
	require.NoError(t, err, "what must be settled first is the answer")
	require.Len(t, p.Open, 1)
	require.Equal(t, "recruitment.tie.cap", p.Open[0].Code)
	require.ElementsMatch(t, []string{b.tickets()[id(1)], b.tickets()[id(2)]}, p.Open[0].Tickets)
	require.Contains(t, p.Open[0].Title, b.tickets()[id(1)])

	require.Equal(t, "recruitment.lot.number", fault.CodeOf(b.enter("score_keyer", "cap_lots", b.of(1, "0"))))
	require.NoError(t, b.enter("score_keyer", "lots", b.of(1, "1"), b.of(2, "2")))
	require.Equal(t, "recruitment.tie.cap", b.no("county_director", "confirm", record.Body{Reason: "按规则"}).Code, "a draw at a post is another draw")
	require.NoError(t, b.enter("score_keyer", "cap_lots", b.of(1, "2"), b.of(2, "1")))
	require.Empty(t, b.blocked("confirm"))
	require.Equal(t, []string{"capped", "in", "in", "wait"}, b.places(4))
	b.confirm()
	require.Equal(t, []string{recruitment.Ranked, recruitment.Proposed, recruitment.Proposed, recruitment.Ranked}, b.states(4))
}

// The place of a cap that came free goes to the best of its path over all posts that need somebody, not to
// the post that comes first.
func TestSubstitutesShareWhatACapLeavesByRankAndByLot(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		second, third int
		lots          []string
		want          []string
	}{
		"by total": {76, 75, nil, []string{id(5), id(3)}},
		"by lot":   {75, 75, []string{"1", "2"}, []string{id(2), id(6)}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			b.whole(edit("procedure:", oneRelative))
			b.published(post("P1", 1), post("P2", 1))
			for n, code := range map[int]string{1: "P1", 3: "P1", 4: "P2", 6: "P2"} {
				require.NoError(t, b.apply(n, code, good).Fault())
			}
			b.relative(2, "P1")
			b.relative(5, "P2")
			b.lapse()
			b.qualified(6)
			b.seated()
			b.examine("written", 90, c.third, 70, 90, c.second, 65)
			b.confirm()
			b.act("applicant", id(1), "waive", record.Body{})
			b.act("applicant", id(4), "waive", record.Body{})
			if c.lots != nil {
				require.Equal(t, "recruitment.tie.cap", b.no("county_director", "substitute", record.Body{}).Code)
				require.Contains(t, b.blocked("conclude"), "recruitment.tie.cap")
				require.NoError(t, b.enter("score_keyer", "cap_lots", b.of(2, c.lots[0]), b.of(5, c.lots[1])))
			}
			require.ElementsMatch(t, c.want, b.substituted())
		})
	}
}

func TestACapThatIsFullLetsTheNextOfAnotherPathIn(t *testing.T) {
	t.Parallel()
	b := atTheCap(t, []int{90, 80}, []int{70, 65}, edit("procedure:", oneRelative))
	b.confirm()
	require.Equal(t, []string{recruitment.Proposed, recruitment.Ranked, recruitment.Ranked, recruitment.Proposed}, b.states(4))
	b.act("applicant", id(4), "waive", record.Body{})
	require.Equal(t, "recruitment.substitute.none", b.no("county_director", "substitute", record.Body{}).Code, "the relative is over the cap")
	b.act("applicant", id(1), "waive", record.Body{})
	require.ElementsMatch(t, []string{id(2), id(3)}, b.substituted())
}
