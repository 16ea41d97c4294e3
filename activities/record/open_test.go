package record_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/activities/store"
)

// opened tries to open a cycle under the rules of the bench.
func opened(b *bench, in record.Opening) string {
	b.t.Helper()
	return b.refusal("county_hr", record.CycleKind, "c", "open", in).Code
}

func TestOpenHoldsThePlanAgainstTheRules(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		post record.OpeningPost
		code string
	}{
		"unknown class":         {record.OpeningPost{Code: "P1", Name: "x", Unit: townA, Class: "village", Headcount: 1}, "value.wrong"},
		"unit of another place": {record.OpeningPost{Code: "P1", Name: "x", Unit: "110101000000", Class: "township", Headcount: 1}, "value.wrong"},
		"buckets of no path": {record.OpeningPost{Code: "P1", Name: "x", Unit: townA, Class: "township", Headcount: 1,
			ByPath: map[string]int{"veteran": 1}}, "value.wrong"},
		"negative bucket": {record.OpeningPost{Code: "P1", Name: "x", Unit: townA, Class: "township", Headcount: 1,
			ByPath: map[string]int{"disabled": 2, "relative": -1}}, "value.wrong"},
		"buckets that do not add up": {record.OpeningPost{Code: "P1", Name: "x", Unit: townA, Class: "township", Headcount: 3,
			ByPath: map[string]int{"disabled": 1, "relative": 1}}, "value.wrong"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			b.whole()
			f := b.refusal("county_hr", record.CycleKind, "c", "open", opening(c.post))
			require.Equal(t, c.code, f.Code)
			require.Equal(t, "posts[0]", f.Place)
		})
	}
}

func TestOpenRefusesMorePostsThanTheTextStates(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole(edit("headcount: per_plan", `headcount: {value: "2", source: 第二条}`))
	require.Equal(t, "recruitment.posts.many", opened(b, opening(post("P1", 2), post("P2", 1))))
	b.planned(post("P1", 1), post("P2", 1))
}

func TestOpenRefusesMorePostsThanTheQuotaOfAUnit(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole(edit("headcount: per_plan", `headcount: per_plan, quota: [{rule: 每乡一名, expr: "true", posts: 1, source: 第二条}]`))
	require.Equal(t, "recruitment.posts.many", opened(b, opening(post("P1", 1), post("P2", 1))))
	other := post("P2", 1)
	other.Unit = townB
	b.planned(post("P1", 1), other)
}

func TestOpenTakesTheBucketsOfTheClass(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole(edit("headcount: per_plan", `headcount: per_plan, by_path: {disabled: 1, relative: 1}`))
	require.Equal(t, "value.missing", opened(b, opening(post("P1", 3))))
	b.planned(post("P1", 2))
	require.Equal(t, map[string]int{"disabled": 1, "relative": 1}, b.view().Posts[0].ByPath)
}

func TestOpenWantsAdoptedRules(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.write(func(tx store.Tx) error { return tx.SetRegulationStatus(bg, "whole", 1, "draft") })
	require.Equal(t, "recruitment.regulation.draft", opened(b, opening(post("P1", 1))))
	in := opening(post("P1", 1))
	in.Regulation = "none"
	require.Equal(t, "unknown", opened(b, in))
}

func TestOpenIsForOrganisers(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	require.Equal(t, "forbidden", b.refusal("county_director", record.CycleKind, "c", "open", opening(post("P1", 1))).Code)
	require.Equal(t, "forbidden", b.refusal("township_chair", record.CycleKind, "c", "open", opening(post("P1", 1))).Code, "the county is above a township")
	in := opening(post("P1", 1))
	in.Unit = townA
	require.NoError(t, b.try("township_chair", record.CycleKind, "", "c", "open", in).Fault())
	require.ElementsMatch(t, []string{"submit@county_hr", "submit@hr_bureau", "submit@township_chair"}, b.tasks("c"))
}
