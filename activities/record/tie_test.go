package record_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
)

// tied has people of equal marks at the ranking of one place.
func tied(t *testing.T, marks []int, edits ...func(string) string) *bench {
	t.Helper()
	b := newBench(t)
	b.whole(edits...)
	b.published(post("P1", 1))
	b.ranked(marks...)
	return b
}

func (b *bench) confirm() {
	b.t.Helper()
	b.cycle("county_director", "confirm", record.Body{Reason: "按规则"})
}

func TestATieIsBrokenByTheExtraQuestion(t *testing.T) {
	t.Parallel()
	b := tied(t, []int{80, 80, 70})
	f := b.no("county_director", "confirm", record.Body{Reason: "按规则"})
	require.Equal(t, "recruitment.tie.extra", f.Code)
	require.Equal(t, []string{"recruitment.tie.extra"}, b.blocked("confirm"))
	p, _, err := b.desk.Proposals(bg, record.Actor{Person: "county_director"}, "c")
	require.NoError(t, err, "what must be settled first is the answer")
	require.Equal(t, "recruitment.tie.extra", p.Open[0].Code)
	require.Len(t, p.Open[0].Tickets, 2)
	require.NoError(t, b.enter("score_keyer", "extra", b.of(1, "7"), b.of(2, "7")))
	require.Equal(t, "recruitment.tie.again", b.no("county_director", "confirm", record.Body{Reason: "按规则"}).Code)
	second := b.of(2, "8")
	second.Reason = "再加试一次"
	require.NoError(t, b.enter("score_keyer", "extra", second))
	b.confirm()
	require.Equal(t, []string{recruitment.Ranked, recruitment.Proposed, recruitment.Ranked}, b.states(3))
	standings, err := b.desk.Standings(bg, record.Actor{Person: "county_hr"}, "c")
	require.NoError(t, err)
	first := standings[len(standings)-3]
	require.Equal(t, id(2), first.Application)
	require.Contains(t, string(first.Arithmetic), "加试成绩高者在前")
}

func TestATieThatReachesNoPlaceStopsNothing(t *testing.T) {
	t.Parallel()
	b := tied(t, []int{90, 70, 70})
	b.confirm()
	require.Equal(t, []string{recruitment.Proposed, recruitment.Ranked, recruitment.Ranked}, b.states(3))
}

func TestAnExtraQuestionMayNeedConsentAndARefusalGoesToTheNextStep(t *testing.T) {
	t.Parallel()
	b := tied(t, []int{80, 80}, edit("{extra: written}", "{extra: written, consent: city_leading_group}, {lots: true}"))
	f := b.no("county_director", "confirm", record.Body{Reason: "按规则"})
	require.Equal(t, "recruitment.tie.consent", f.Code)
	granted := false
	b.cycle("county_hr", "receive", record.Body{What: "city_leading_group", Reference: "不同意加试", Granted: &granted})
	require.Equal(t, "recruitment.tie.lots", b.no("county_director", "confirm", record.Body{Reason: "按规则"}).Code)
	require.Equal(t, "recruitment.lot.number", fault.CodeOf(b.enter("score_keyer", "lots", b.of(1, "0"))))
	require.Equal(t, "recruitment.lot.number", fault.CodeOf(b.enter("score_keyer", "lots", b.of(1, "1.5"))))
	require.NoError(t, b.enter("score_keyer", "lots", b.of(1, "2"), b.of(2, "1")))
	b.confirm()
	require.Equal(t, []string{recruitment.Ranked, recruitment.Proposed}, b.states(2))
}

func TestConsentLetsTheExtraQuestionCount(t *testing.T) {
	t.Parallel()
	b := tied(t, []int{80, 80}, edit("{extra: written}", "{extra: written, consent: city_leading_group}, {lots: true}"))
	b.cycle("county_hr", "receive", record.Body{What: "city_leading_group", Reference: "同意"})
	require.Equal(t, "recruitment.tie.extra", b.no("county_director", "confirm", record.Body{Reason: "按规则"}).Code)
	require.NoError(t, b.enter("score_keyer", "extra", b.of(1, "9"), b.of(2, "8")))
	b.confirm()
	require.Equal(t, recruitment.Proposed, b.at(id(1)).State)
}
