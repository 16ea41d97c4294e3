package record_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
)

// silent is the whole regulation with two values left open, and one rule against the law.
func silent(b *bench) {
	b.t.Helper()
	b.whole(edit(`pass: {value: "60", source: 第九条}`, "pass: unspecified"),
		edit("signers: {value: [applicant, county_director], source: 第十五条}", "signers: unspecified"))
	b.planned(post("P1", 1))
}

const (
	passPath = "procedure[6].written.pass"
	signPath = "contract.signers"
)

func ruled(path, value, reason string) record.Ruled {
	return record.Ruled{Path: path, Value: value, Reason: reason}
}

func rulings(all ...record.Ruled) record.Body { return record.Body{Rulings: all} }

func TestARulingIsTheRulersAlone(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	silent(b)
	require.ElementsMatch(t, []string{"county_director", "hr_bureau"}, []string{b.view().Open[0].Ruler, b.view().Open[1].Ruler})
	f := b.no("hr_bureau", "rule", rulings(ruled(passPath, "60", "惯例")))
	require.Equal(t, "forbidden", f.Code)
	require.Equal(t, passPath, f.Place)
	require.Equal(t, "县残联理事长", f.Args["who"])
	require.Equal(t, "forbidden", b.no("county_hr", "rule", rulings(ruled(passPath, "60", "惯例"))).Code, "who runs the cycle rules on nothing")
	b.cycle("county_director", "rule", rulings(ruled(passPath, "60", "惯例")))
	require.Len(t, b.view().Open, 1)
}

func TestARulingNeedsItsReasonAndAPlaceThatIsOpen(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	silent(b)
	require.Equal(t, "value.missing", b.no("county_director", "rule", record.Body{}).Code)
	require.Equal(t, "act.reason", b.no("county_director", "rule", rulings(ruled(passPath, "60", " "))).Code)
	require.NotEmpty(t, b.no("county_director", "rule", rulings(ruled("procedure[6].written.full", "120", "改一改"))).Code, "a stated value")
	require.NotEmpty(t, b.no("county_director", "rule", rulings(ruled("procedure[66].written.pass", "60", "错位"))).Code)
	require.NotEmpty(t, b.no("county_director", "rule", rulings(ruled(passPath, "sixty", "错值"))).Code)
	require.Empty(t, b.view().Rulings)
}

func TestOfSeveralRulingsOneThatIsWrongRefusesAll(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	silent(b)
	require.Equal(t, "forbidden", b.no("county_director", "rule", rulings(ruled(passPath, "60", "惯例"), ruled(signPath, "[applicant, county_director]", "惯例"))).Code)
	require.Empty(t, b.view().Rulings)
	require.Len(t, b.view().Open, 2)
}

func TestAPlaceIsRuledOnOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	silent(b)
	b.cycle("county_director", "rule", rulings(ruled(passPath, "60", "惯例")))
	require.NotEmpty(t, b.no("county_director", "rule", rulings(ruled(passPath, "70", "改主意"))).Code)
	require.Equal(t, "60", b.view().Rulings[0].Value)
	require.Equal(t, "county_director", b.view().Rulings[0].Ruler)
	require.True(t, b.view().Rulings[0].Invented, "a rehearsal")
}

func TestTheNoticeWaitsForEveryOpenValue(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	silent(b)
	b.cycle("county_hr", "submit", record.Body{})
	b.cycle("county_director", "agree", record.Body{})
	f := b.no("county_hr", "publish", record.Body{})
	require.Equal(t, "recruitment.open", f.Code)
	require.Equal(t, passPath, f.Place)
	require.Equal(t, "县残联理事长", f.Args["who"])
	require.Equal(t, []string{"recruitment.open", "recruitment.open"}, b.blocked("publish"))
	b.cycle("county_director", "rule", rulings(ruled(passPath, "60", "惯例")))
	require.Equal(t, signPath, b.no("county_hr", "publish", record.Body{}).Place)
	b.cycle("hr_bureau", "rule", rulings(ruled(signPath, "[applicant, county_director]", "惯例")))
	b.cycle("county_hr", "publish", record.Body{})
	require.Equal(t, "act.state", b.no("county_director", "rule", rulings(ruled(passPath, "60", "太晚"))).Code)
}

func TestAnUnlawfulRuleNeedsSomebodyWhoAnswersForIt(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole(edit("probation: {value: {months: 1}", "probation: {value: {months: 6}"))
	b.planned(post("P1", 1))
	b.cycle("county_hr", "submit", record.Body{})
	b.cycle("county_director", "agree", record.Body{})
	f := b.no("county_hr", "publish", record.Body{})
	require.Equal(t, "recruitment.unlawful", f.Code)
	found := b.view().Lint[0]
	require.False(t, found.Overridden)
	override := record.Body{Overrides: []record.Override{{Code: found.Code, Path: found.Path, Reason: "演练"}}}
	wrong := "hr_bureau"
	if found.MayOverride == wrong {
		wrong = "county_director"
	}
	require.Equal(t, "forbidden", b.no(wrong, "rule", override).Code)
	require.Equal(t, "act.reason", b.no(found.MayOverride, "rule", record.Body{Overrides: []record.Override{{Code: found.Code, Path: found.Path}}}).Code)
	require.Equal(t, "unknown", b.no(found.MayOverride, "rule", record.Body{Overrides: []record.Override{{Code: "x", Path: found.Path, Reason: "演练"}}}).Code)
	b.cycle(found.MayOverride, "rule", override)
	require.True(t, b.view().Lint[0].Overridden)
	b.cycle("county_hr", "publish", record.Body{})
}
