package record_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy"
)

// lines puts other lines in force: proposed by the administrator, confirmed by the director.
func (b *bench) lines(text string) (version string) {
	b.t.Helper()
	var made record.ProposedPolicy
	b.write(func(tx store.Tx) (err error) {
		made, err = b.desk.ProposePolicy(bg, tx, record.Actor{Person: "administrator"},
			record.PolicyProposal{Text: text, Base: b.store.Lines().Version(), Reason: "演练"})
		return err
	})
	b.write(func(tx store.Tx) error {
		return b.desk.ConfirmPolicy(bg, tx, record.Actor{Person: "county_director"}, made.No)
	})
	return made.Version
}

func TestEachStepSaysUnderWhichPolicyItWasDecided(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.planned(post("P1", 1))
	first := policy.Program()
	before, after := "county_hr,           own|below, cycle, open|submit|withdraw|publish|", "county_hr, own, cycle, open|submit|withdraw|publish|"
	require.Contains(t, policy.Lines(), before)
	text := strings.Replace(policy.Lines(), before, after, 1)
	text = strings.Replace(text, "dispose|unlock_scores|decide_objection|cancel\n", "dispose|unlock_scores|decide_objection\n", 1)

	b.cycle("county_hr", "submit", record.Body{})
	b.cycle("county_director", "agree", record.Body{Minutes: "演练〔2024〕1号"})
	second := b.lines(text)
	require.NotEqual(t, first.Version(), second)
	require.Equal(t, "forbidden", b.no("county_director", "cancel", record.Body{Reason: "演练"}).Code)
	b.cycle("county_hr", "publish", record.Body{})

	w := b.staff("c")
	for event, want := range map[string]record.WhyPolicy{
		"submit":  {Version: first.Version(), Current: false},
		"approve": {Version: first.Version(), Current: false},
		"publish": {Version: second, Current: true},
	} {
		got := last(t, w, event).Policy
		require.Equal(t, []any{want.Version, want.Current}, []any{got.Version, got.Current}, event)
	}
	require.Contains(t, last(t, w, "submit").Policy.Line, "county_hr, own|below, cycle")
	require.Contains(t, last(t, w, "publish").Policy.Line, "county_hr, own, cycle")

	_, files := b.exported(record.Actor{Person: "county_hr"}, "c", record.DossierWish{})
	require.Equal(t, policy.Lines(), files["policy/"+first.Version()+".csv"])
	require.Equal(t, text, files["policy/"+second+".csv"])
	b.lines(policy.Lines())
	b.cycle("county_director", "cancel", record.Body{Reason: "演练"})
	require.False(t, last(t, b.staff("c"), "publish").Policy.Current)
	require.True(t, last(t, b.staff("c"), "cancel").Policy.Current)
}
