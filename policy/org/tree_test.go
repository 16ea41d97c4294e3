package org_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jinchu/policy/fault"
	"jinchu/policy/org"
)

// small is an invented prefecture: one county with two towns and villages, and a place with no
// county beside it.
func small() []org.Unit {
	return []org.Unit{
		{Code: "990100000000", Name: "虚构市"},
		{Code: "990101000000", Name: "假山县"},
		{Code: "990101100000", Name: "东镇"},
		{Code: "990101100201", Name: "一村"},
		{Code: "990101100202", Name: "二村"},
		{Code: "990101400000", Name: "开发区"},
		{Code: "990101400598", Name: "开发区虚拟社区"},
		{Code: "990100101000", Name: "直管镇"},
	}
}

func planted(t *testing.T, units []org.Unit) *org.Register {
	t.Helper()
	r, err := org.NewRegister(units)
	require.NoError(t, err)
	return r
}

func TestDistance(t *testing.T) {
	t.Parallel()
	tree := planted(t, small()).On("2024-01-02")
	for name, c := range map[string]struct {
		from, to org.Code
		want     org.Distance
	}{
		"county to itself":               {"990101000000", "990101000000", org.Own},
		"county to its village":          {"990101000000", "990101100201", org.Below},
		"village to its county":          {"990101100201", "990101000000", org.Above},
		"village to its neighbour":       {"990101100201", "990101100202", org.Elsewhere},
		"county to a town outside it":    {"990101000000", "990100101000", org.Elsewhere},
		"prefecture to a town direct":    {"990100000000", "990100101000", org.Below},
		"quasi-township to its virtual":  {"990101400000", "990101400598", org.Below},
		"a code nobody bears to itself":  {"990102000000", "990102000000", org.Elsewhere},
		"a county to an unknown village": {"990101000000", "990101100299", org.Elsewhere},
		"nothing to something":           {"", "990101000000", org.Elsewhere},
	} {
		require.Equal(t, c.want, tree.Distance(c.from, c.to), name)
	}
}

func TestTreeWalks(t *testing.T) {
	t.Parallel()
	tree := planted(t, small()).On("2024-01-02")
	require.Equal(t, []org.Code{"990100101000", "990101000000"}, codes(tree.Children("990100000000")))
	require.Equal(t, []org.Code{"990101100000", "990101100201", "990101100202"}, codes(tree.Subtree("990101100000")))
	require.Equal(t, []org.Code{"990101100000", "990101000000", "990100000000"}, codes(tree.Ancestors("990101100202")))
	require.Equal(t, []org.Code{"990100000000"}, codes(tree.Roots()))
	parent, ok := tree.Parent("990100101000")
	require.True(t, ok)
	require.Equal(t, org.Code("990100000000"), parent.Code, "the missing county is skipped")
	_, ok = tree.Parent("990100000000")
	require.False(t, ok, "a root has no parent")
	for _, nothing := range []org.Code{"", "990199000000"} {
		require.Empty(t, tree.Subtree(nothing))
		require.Empty(t, tree.Children(nothing))
		require.Empty(t, tree.Ancestors(nothing))
		require.Empty(t, tree.Path(nothing))
	}
}

// g.4: codes change with the years; a merger names what it was made of.
func TestUnitsAreDated(t *testing.T) {
	t.Parallel()
	units := append(small()[:2:2],
		org.Unit{Code: "990101100000", Name: "东乡镇", To: "2020-07-01"},
		org.Unit{Code: "990101100000", Name: "东镇", From: "2020-07-01", To: "2023-07-01"},
		org.Unit{Code: "990101200000", Name: "西乡", To: "2023-07-01"},
		org.Unit{Code: "990101001000", Name: "城关街道", From: "2023-07-01", Predecessors: []org.Code{"990101100000", "990101200000"}})
	register := planted(t, units)
	require.Equal(t, "虚构市/假山县/东乡镇", register.On("2020-06-30").Path("990101100000"))
	require.Equal(t, "虚构市/假山县/东镇", register.On("2020-07-01").Path("990101100000"))
	last, first := register.On("2023-06-30"), register.On("2023-07-01")
	require.Equal(t, []org.Code{"990101100000", "990101200000"}, codes(last.Children("990101000000")))
	require.Equal(t, []org.Code{"990101001000"}, codes(first.Children("990101000000")))
	require.Equal(t, []org.Code{"990101001000"}, codes(register.Successors("990101200000")))
	require.Len(t, register.Versions("990101100000"), 2)
	require.Empty(t, register.Versions("990101300000"))
	require.Len(t, register.Units(), 6)
}

func TestRegisterRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		unit org.Unit
		code string
	}{
		"short code":            {org.Unit{Code: "990101", Name: "甲"}, "org.code"},
		"no name":               {org.Unit{Code: "990103000000", Name: " "}, "org.name"},
		"no kind in the range":  {org.Unit{Code: "990101700000", Name: "甲"}, "org.kind"},
		"ends as it begins":     {org.Unit{Code: "990103000000", Name: "甲", From: "2024-01-01", To: "2024-01-01"}, "org.span"},
		"30 February":           {org.Unit{Code: "990103000000", Name: "甲", From: "2024-02-30"}, "org.day"},
		"its own predecessor":   {org.Unit{Code: "990103000000", Name: "甲", Predecessors: []org.Code{"990103000000"}}, "org.predecessor"},
		"the same code at once": {org.Unit{Code: "990101000000", Name: "乙", From: "2024-01-01"}, "org.overlap"},
	} {
		_, err := org.NewRegister(append(small(), c.unit))
		require.Equal(t, c.code, fault.CodeOf(err), name)
	}
}

// A place may call a unit otherwise than its code range does; what is said holds.
func TestStatedKindHolds(t *testing.T) {
	t.Parallel()
	tree := planted(t, append(small(), org.Unit{Code: "990101700000", Name: "林场", Kind: org.Quasi})).On("2024-01-02")
	u, ok := tree.Unit("990101700000")
	require.True(t, ok)
	require.Equal(t, org.Quasi, u.Kind)
}

func TestSnapshotsDoNotChange(t *testing.T) {
	t.Parallel()
	units := small()
	register := planted(t, units)
	units[1].Name = "改了"
	tree := register.On("2024-01-02")
	tree.Subtree("990101000000")[0].Name = "改了"
	u, _ := tree.Unit("990101000000")
	require.Equal(t, "假山县", u.Name)
}

// Whatever units exist: subtree, containment, ancestors and distance agree with each other.
func TestWalksAgree(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.SampledFrom([]string{"00", "01", "02"})
		low := rapid.SampledFrom([]string{"000", "101", "498"})
		seen := map[org.Code]bool{}
		var units []org.Unit
		for range rapid.IntRange(1, 40).Draw(t, "units") {
			code := org.Code("99" + part.Draw(t, "city") + part.Draw(t, "county") + low.Draw(t, "town") + low.Draw(t, "village"))
			if code.Valid() && !seen[code] {
				seen[code] = true
				units = append(units, org.Unit{Code: code, Name: "某地"})
			}
		}
		register, err := org.NewRegister(units)
		if err != nil {
			t.Fatal(err)
		}
		agree(t, register.On("2024-01-02"), units)
	})
}

func agree(t *rapid.T, tree *org.Tree, units []org.Unit) {
	for _, a := range units {
		below := map[org.Code]bool{}
		for _, u := range tree.Subtree(a.Code) {
			below[u.Code] = true
		}
		for _, b := range units {
			above := a.Code == b.Code
			for _, u := range tree.Ancestors(b.Code) {
				above = above || u.Code == a.Code
			}
			seen := tree.Distance(a.Code, b.Code)
			if tree.Contains(a.Code, b.Code) != below[b.Code] || above != below[b.Code] || (seen == org.Own || seen == org.Below) != above {
				t.Fatalf("%s and %s disagree", a.Code, b.Code)
			}
		}
	}
}

func codes(units []org.Unit) []org.Code {
	var all []org.Code
	for _, u := range units {
		all = append(all, u.Code)
	}
	return all
}
