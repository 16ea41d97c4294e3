package policy_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy"
)

// The days of these tests.
const (
	before = "2024-01-01"
	today  = "2024-06-01"
	after  = "2024-07-01"
)

// county is a tree: a city, a county with two towns and a village, a neighbour; the second town only until today.
func countyAreas() []policy.Area {
	return []policy.Area{{Code: "city", From: before}, {Code: "county", Parent: "city", From: before}, {Code: "neighbour", Parent: "city", From: before},
		{Code: "town", Parent: "county", From: before}, {Code: "village", Parent: "town", From: before},
		{Code: "other", Parent: "county", From: before, To: today}, {Code: "hamlet", Parent: "other", From: before}}
}

func snapshot(t *testing.T, people map[string][]policy.Assignment) *policy.Snapshot {
	t.Helper()
	return policy.NewSnapshot(1, policy.State{Policy: current(t), Areas: countyAreas(), People: people})
}

func TestDistances(t *testing.T) {
	t.Parallel()
	tree := snapshot(t, nil).Areas(today)
	codes := []string{"city", "county", "town", "village", "other", "neighbour", "nowhere"}
	for to, want := range map[string][]string{
		"city":    {"own", "above", "above", "above", "above", "above", "elsewhere"},
		"county":  {"below", "own", "above", "above", "above", "elsewhere", "elsewhere"},
		"town":    {"below", "below", "own", "above", "elsewhere", "elsewhere", "elsewhere"},
		"village": {"below", "below", "below", "own", "elsewhere", "elsewhere", "elsewhere"},
		"nowhere": {"elsewhere", "elsewhere", "elsewhere", "elsewhere", "elsewhere", "elsewhere", "elsewhere"},
	} {
		for i, from := range codes {
			require.Equal(t, want[i], tree.Between(from, to), "%s seen from %s", to, from)
		}
	}
	require.Equal(t, []string{"town", "county", "city"}, tree.Over("village"))
	require.Equal(t, []string{"county", "other", "hamlet", "town", "village"}, tree.Under("county"))
	require.Empty(t, tree.Under("nowhere"))
}

func TestAreasAreThoseOfTheDay(t *testing.T) {
	t.Parallel()
	s := snapshot(t, nil)
	require.Equal(t, "below", s.Areas(today).Between("county", "other"), "its last day")
	require.Equal(t, "elsewhere", s.Areas("2024-06-02").Between("county", "other"))
	require.Equal(t, "elsewhere", s.Areas("2024-06-02").Between("county", "hamlet"), "nothing is over it any more")
	require.Equal(t, "elsewhere", s.Areas("2023-12-31").Between("county", "town"), "not yet")
	require.Equal(t, "below", s.Areas("2199-01-01").Between("county", "town"))
}

func TestUnitsThatLieInEachOtherGiveNobodyARight(t *testing.T) {
	t.Parallel()
	s := policy.NewSnapshot(1, policy.State{Policy: current(t), Areas: []policy.Area{
		{Code: "a", Parent: "b", From: before}, {Code: "b", Parent: "a", From: before}, {Code: "c", Parent: "b", From: before}}})
	tree := s.Areas(today)
	require.Equal(t, "elsewhere", tree.Between("a", "b"))
	require.Equal(t, "own", tree.Between("a", "a"))
	require.Equal(t, "below", tree.Between("b", "c"))
}

func TestWhoHoldsARoleAroundAUnit(t *testing.T) {
	t.Parallel()
	ended := policy.Assignment{Role: policy.CountyHR, Unit: "county", From: before, To: "2024-05-31"}
	s := snapshot(t, map[string][]policy.Assignment{
		"above":   {{Role: policy.CountyHR, Unit: "county", From: before}},
		"here":    {{Role: policy.CountyHR, Unit: "town", From: before}},
		"deputy":  {{Role: policy.CountyHR, Unit: "town", From: before, To: today, ActingFor: "here"}},
		"below":   {{Role: policy.CountyHR, Unit: "village", From: today}},
		"ended":   {ended},
		"beside":  {{Role: policy.CountyHR, Unit: "other", From: before}},
		"another": {{Role: policy.TownshipClerk, Unit: "town", From: before}},
	})
	around := func(unit, day string) map[string]string {
		found := map[string]string{}
		for h := range s.Around(policy.CountyHR, unit, day) {
			found[h.Person] = h.Distance
		}
		return found
	}
	require.Equal(t, map[string]string{"above": "below", "here": "own", "deputy": "own", "below": "above"}, around("town", today))
	require.Equal(t, map[string]string{"above": "below", "here": "own", "below": "above"}, around("town", "2024-06-02"), "the acting appointment is over")
	require.Equal(t, map[string]string{"above": "below", "here": "own", "deputy": "own", "ended": "below"}, around("town", "2024-05-31"))
	require.Empty(t, around("nowhere", today))
	for h := range s.Around(policy.CountyHR, "town", today) {
		require.Equal(t, "own", h.Distance, "the unit's own come first")
		break
	}
	require.Empty(t, s.Of("ended", today), "yesterday was the last day")
	require.Equal(t, []policy.Assignment{ended}, s.Of("ended", "2024-05-31"))
	require.Equal(t, "here", s.Of("deputy", today)[0].ActingFor)
}

// invented are people with random assignments over a random tree.
type invented struct {
	chance *rand.Rand
	areas  []policy.Area
	people map[string][]policy.Assignment
}

func invent(seed uint64) *invented {
	v := &invented{chance: rand.New(rand.NewPCG(seed, 1)), people: map[string][]policy.Assignment{}} // to be repeated
	for i := range 40 {
		a := policy.Area{Code: strconv.Itoa(i), From: before}
		if i > 0 && v.chance.IntN(12) > 0 {
			a.Parent = strconv.Itoa(v.chance.IntN(i))
		}
		if v.chance.IntN(5) == 0 {
			a.To = "2024-05-31"
		}
		v.areas = append(v.areas, a)
	}
	for i := range 60 {
		v.people[fmt.Sprint("p", i)] = v.assignments()
	}
	return v
}

func (v *invented) assignments() (all []policy.Assignment) {
	roles := []policy.Role{policy.CountyHR, policy.TownshipClerk, policy.CountyDirector, policy.Public, policy.TownshipLeader}
	for range v.chance.IntN(4) {
		a := policy.Assignment{Role: roles[v.chance.IntN(len(roles))], Unit: strconv.Itoa(v.chance.IntN(44)), From: before}
		if v.chance.IntN(3) == 0 {
			a.To = "2024-05-31"
		}
		all = append(all, a)
	}
	return all
}

// TestAroundIsWhatEverybodyAskedOneByOneSays compares the index with asking each person, after changes too.
func TestAroundIsWhatEverybodyAskedOneByOneSays(t *testing.T) {
	t.Parallel()
	for seed := range uint64(5) {
		v := invent(seed)
		s := policy.NewSnapshot(1, policy.State{Policy: current(t), Areas: v.areas, People: maps.Clone(v.people)})
		for epoch := range int64(8) {
			for _, role := range []policy.Role{policy.CountyHR, policy.TownshipClerk, policy.TownshipLeader} {
				for unit := range 44 {
					requireAround(t, s, v.people, role, strconv.Itoa(unit))
				}
			}
			changed := map[string][]policy.Assignment{}
			for range v.chance.IntN(120) {
				changed[fmt.Sprint("p", v.chance.IntN(400))] = v.assignments()
			}
			maps.Copy(v.people, changed)
			s = s.Then(epoch+2, policy.State{People: changed})
			require.Equal(t, epoch+2, s.Epoch())
		}
	}
}

func requireAround(t *testing.T, s *policy.Snapshot, people map[string][]policy.Assignment, role policy.Role, unit string) {
	t.Helper()
	var want, got []string
	tree := s.Areas(today)
	for person := range people {
		for _, a := range s.Of(person, today) {
			if far := tree.Between(a.Unit, unit); a.Role == role && far != "elsewhere" {
				want = append(want, person+" "+a.Unit+" "+far)
			}
		}
	}
	for h := range s.Around(role, unit, today) {
		got = append(got, h.Person+" "+h.Unit+" "+h.Distance)
	}
	slices.Sort(want)
	slices.Sort(got)
	require.Equal(t, want, got)
}

// TestReachSaysWhatDecideSays asks both about every unit, known and unknown.
func TestReachSaysWhatDecideSays(t *testing.T) {
	t.Parallel()
	for seed := range uint64(5) {
		v := invent(seed)
		s := policy.NewSnapshot(1, policy.State{Policy: current(t), Areas: v.areas, People: v.people})
		for person := range v.people {
			held := s.Of(person, today)
			for _, what := range [][2]string{{"cycle", "read"}, {"application", "read"}, {"cycle", "object"}, {"application", "submit"}, {"notice", "read"}, {"none", "none"}} {
				reach, err := s.Reach(held, what[0], what[1], today)
				require.NoError(t, err)
				some := false
				for unit := range 44 {
					code := strconv.Itoa(unit)
					d, err := s.Policy().Decide(policy.Request{Assignments: held, Unit: code, Kind: what[0], Act: what[1], Date: today}, s.Areas(today))
					require.NoError(t, err)
					in := slices.Contains(reach.Units, code) || reach.Beyond && !slices.Contains(reach.Known, code)
					require.Equal(t, d.Allowed, in, "%s %v in %s of %v", person, what, code, held)
					some = some || in
				}
				require.False(t, some && reach.Nowhere())
			}
		}
	}
}

func TestALaterPolicyDecidesFromItsEpochOn(t *testing.T) {
	t.Parallel()
	s := snapshot(t, map[string][]policy.Assignment{"p": {{Role: policy.CountyHR, Unit: "county", From: before}}})
	p, err := policy.New("county_hr, own, cycle, open")
	require.NoError(t, err)
	next := s.Then(2, policy.State{Policy: p})
	require.Equal(t, p.Version(), next.Policy().Version())
	require.Equal(t, current(t).Version(), s.Policy().Version(), "what was decided before stays what it was")
	require.Len(t, next.Of("p", today), 1)
}
