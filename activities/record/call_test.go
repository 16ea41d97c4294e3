package record_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/policy/recruitment"
)

// calling has three people ranked for one place where the medical calls two for it.
func calling(t *testing.T, marks ...int) *bench {
	t.Helper()
	b := newBench(t)
	b.whole(edit(`medical: {posts_to_people: "1:1"`, `medical: {posts_to_people: "1:2"`))
	b.published(post("P1", 1))
	b.ranked(marks...)
	return b
}

func TestACheckMayCallMorePeopleThanPosts(t *testing.T) {
	t.Parallel()
	b := calling(t, 90, 80, 70)
	require.Equal(t, []string{"in", "called", "wait"}, b.places(3))
	b.confirm()
	require.Equal(t, []string{recruitment.Proposed, recruitment.Proposed, recruitment.Ranked}, b.states(3))
	b.act("county_hr", id(1), "pass_medical", record.Body{})
	require.Equal(t, "recruitment.undecided", b.no("county_hr", "conclude", record.Body{}).Code, "everybody called has a result")
	b.act("county_hr", id(2), "pass_medical", record.Body{})
	b.concluded(1)
	b.act("county_hr", id(1), "pass_background", record.Body{})
	b.concluded(1) // one for one: the second need not be looked into
	require.Equal(t, []string{recruitment.Publicised, recruitment.Fit, recruitment.Ranked}, b.states(3), "the first by rank are shown")
	b.lapse()
	b.concluded(1)
	require.Equal(t, 1, answer[map[string]int](b, b.cycle("county_director", "agree", record.Body{}))["hired"])
	b.contracted(1)
	b.cycle("county_hr", "close", record.Body{})
	require.Equal(t, []string{recruitment.Contracted, recruitment.Ended, recruitment.Ended}, b.states(3))
}

func TestWhoWasCalledStepsInWithoutASubstitution(t *testing.T) {
	t.Parallel()
	b := calling(t, 90, 80, 70)
	b.confirm()
	b.act("county_hr", id(1), "fail_medical", record.Body{Reason: "不合格"})
	b.act("county_hr", id(2), "pass_medical", record.Body{})
	require.Equal(t, "recruitment.substitute.none", b.no("county_director", "substitute", record.Body{}).Code)
	b.concluded(1)
	require.Equal(t, "recruitment.undecided", b.no("county_hr", "conclude", record.Body{}).Code, "now the second is looked into")
	b.act("county_hr", id(2), "pass_background", record.Body{})
	b.concluded(1)
	require.Equal(t, recruitment.Publicised, b.at(id(2)).State)
}

func TestWhoFailsMayBeRecheckedWhileCalled(t *testing.T) {
	t.Parallel()
	b := calling(t, 90, 80, 70)
	b.confirm()
	b.act("county_hr", id(1), "fail_medical", record.Body{Reason: "不合格"})
	b.act("county_hr", id(1), "recheck", record.Body{})
	require.Equal(t, recruitment.Fit, b.at(id(1)).State)
}

func TestAfterBothWhoWereCalledAreGoneTheListGoesOn(t *testing.T) {
	t.Parallel()
	b := calling(t, 90, 80, 70)
	b.confirm()
	b.act("county_hr", id(1), "fail_medical", record.Body{Reason: "不合格"})
	b.act("applicant", id(2), "waive", record.Body{})
	require.Equal(t, "recruitment.substitute.due", b.no("county_hr", "conclude", record.Body{}).Code)
	r := answer[map[string][]string](b, b.cycle("county_director", "substitute", record.Body{}))
	require.Equal(t, []string{id(3)}, r["proposed"])
}

func TestEqualsAcrossTheLastCalledAreToldApartFirst(t *testing.T) {
	t.Parallel()
	b := calling(t, 90, 80, 80)
	require.Equal(t, "recruitment.tie.extra", b.no("county_director", "confirm", record.Body{Reason: "按规则"}).Code)
	require.NoError(t, b.enter("score_keyer", "extra", b.of(2, "7"), b.of(3, "8")))
	b.confirm()
	require.Equal(t, []string{recruitment.Proposed, recruitment.Ranked, recruitment.Proposed}, b.states(3))
}

func TestEqualsAmongThoseCalledAreToldApartWhenOneMustStepIn(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole(edit(`medical: {posts_to_people: "1:1"`, `medical: {posts_to_people: "1:3"`))
	b.published(post("P1", 1))
	b.proposed(90, 80, 80)
	b.act("county_hr", id(1), "fail_medical", record.Body{Reason: "不合格"})
	for _, n := range []int{2, 3} {
		b.act("county_hr", id(n), "pass_medical", record.Body{})
	}
	b.concluded(1)
	require.Equal(t, "recruitment.tie.extra", b.no("county_hr", "conclude", record.Body{}).Code, "which of two is looked into")
	require.NoError(t, b.enter("score_keyer", "extra", b.of(2, "7"), b.of(3, "8")))
	b.act("county_hr", id(3), "pass_background", record.Body{})
	b.concluded(1)
	require.Equal(t, []string{recruitment.Unfit, recruitment.Fit, recruitment.Publicised}, b.states(3))
}
