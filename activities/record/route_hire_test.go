package record_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/approval"
	"jinchu/policy/recruitment"
)

// deciding brings a cycle before its hire.
func deciding(t *testing.T) *bench {
	t.Helper()
	b := newBench(t)
	b.whole(edit("hire: {route: {value: [county_director], source: 第十三条}", "hire: {route: [county_director], "+everyVerb))
	b.published(post("P1", 1))
	b.applied(1)
	b.qualified(1)
	b.seated()
	b.examine("written", 80)
	b.cycle("county_director", "confirm", record.Body{Reason: "按规则"})
	b.shown(1)
	b.lapse()
	b.concluded(1)
	require.Equal(t, recruitment.Deciding, b.at("c").State)
	return b
}

func (b *bench) hire() (r store.Route) {
	b.t.Helper()
	b.write(func(tx store.Tx) (err error) { r, err = tx.Route(bg, "c", "hire"); return err })
	return r
}

func TestAHireThatIsNotAgreedToIsWithItsSubmitterAgain(t *testing.T) {
	t.Parallel()
	b := deciding(t)
	b.says("county_director", "disagree", record.Body{Reason: reasoned})
	require.Equal(t, recruitment.Deciding, b.at("c").State)
	require.Equal(t, 3, b.hire().No, "the plan's, the one not agreed to, and the next")
	require.Equal(t, approval.Returned, b.hire().State.Status)
	b.says("county_hr", "resubmit", record.Body{})
	b.says("county_director", "agree", record.Body{})
	require.Equal(t, recruitment.Contracting, b.at("c").State)
}

func TestWhoHoldsTwoRolesTakesBackUnderTheOneThatSubmits(t *testing.T) {
	t.Parallel()
	b := routed(t, two)
	b.write(func(tx store.Tx) error {
		return tx.Assign(bg, store.Assignment{ID: "second", Person: "county_hr", Role: "city_federation", Unit: city, From: begin.AddDate(0, -1, 0)})
	})
	require.Contains(t, b.offered("county_hr"), "withdraw")
	b.says("county_hr", "withdraw", record.Body{})
	require.Equal(t, recruitment.Planned, b.at("c").State)
}

func TestACopyWhileTheSubmitterHasItIsNoSecondReturn(t *testing.T) {
	t.Parallel()
	b := deciding(t)
	b.says("county_director", "return", record.Body{Reason: reasoned})
	b.says("county_hr", "copy", record.Body{To: "discipline_office"})
	b.write(func(tx store.Tx) error {
		last, err := tx.LastStep(bg, "c")
		require.Equal(t, "copy", last.Event)
		return err
	})
}
