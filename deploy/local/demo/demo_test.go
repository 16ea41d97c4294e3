package demo_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jinchu/activities/store"
	"jinchu/activities/store/cluster"
	"jinchu/deploy/local/demo"
	"jinchu/policy"
	"jinchu/policy/fault"
	"jinchu/policy/org"
)

// opened is an empty record.
func opened(t *testing.T) *store.Store {
	t.Helper()
	keys, err := store.OpenKeyring(t.TempDir())
	require.NoError(t, err)
	s, err := store.Open(t.Context(), cluster.ForTests(t), keys)
	require.NoError(t, err)
	t.Cleanup(s.Close)
	return s
}

func planted(t *testing.T, seed uint64) (*store.Store, demo.SignIns) {
	t.Helper()
	s := opened(t)
	_, err := s.CreateRealm(t.Context(), store.Rehearsal, demo.County, demo.Name, demo.Begin)
	require.NoError(t, err)
	began := time.Now()
	signIns, err := demo.Plant(t.Context(), s, seed)
	require.NoError(t, err)
	require.Less(t, time.Since(began), time.Minute)
	return s, signIns
}

func TestTheDemoCountyHasTheSizeOfTheSource(t *testing.T) {
	t.Parallel()
	s, _ := planted(t, demo.Seed)
	require.NoError(t, s.Read(t.Context(), func(tx store.Tx) error {
		now, err := tx.Now(t.Context())
		require.NoError(t, err)
		require.Equal(t, "2024-01-02T01:00:00Z", now.Format(time.RFC3339))
		units, err := tx.Units(t.Context(), now)
		require.NoError(t, err)
		levels, registered := map[string]int{}, map[string]int{}
		for _, u := range units {
			levels[u.Level]++
			if n, told := u.Facts["registered"].(float64); told {
				registered[u.Level] += int(n)
			}
			code, err := org.ParseCode(u.Code)
			require.NoError(t, err)
			require.NotEmpty(t, code.Kind())
		}
		require.Equal(t, map[string]int{"city": 1, "county": 1, "township": 14, "street": 3, "village": 152, "community": 24}, levels)
		require.Equal(t, 1794, registered["county"])
		require.Equal(t, 1794, registered["township"]+registered["street"])
		require.Equal(t, 1794, registered["village"]+registered["community"])
		require.InDelta(t, 9, units[1].Facts["categories_gap"], 0)
		return nil
	}))
}

func TestCategoriesAndGradesAreThoseOfTheSource(t *testing.T) {
	t.Parallel()
	s, _ := planted(t, 7)
	require.NoError(t, s.Read(t.Context(), func(tx store.Tx) error {
		counts, err := tx.CountHolders(t.Context())
		categories, grades, total, places := map[int]int{}, map[int]int{}, 0, map[string]bool{}
		for _, c := range counts {
			categories[c.Category] += c.Count
			grades[c.Grade] += c.Count
			total += c.Count
			places[c.Unit] = true
		}
		require.Equal(t, 1794, total)
		require.Len(t, places, 176, "nobody's village is empty")
		require.Equal(t, map[int]int{1: 321, 2: 160, 3: 71, 4: 1076, 5: 102, 6: 55, 7: 9}, categories)
		require.Equal(t, 20, (grades[1]*100+total/2)/total)
		require.Equal(t, 26, (grades[2]*100+total/2)/total)
		require.Equal(t, 54, ((grades[3]+grades[4])*100+total/2)/total)
		return err
	}))
}

func TestOneSignInForEachRoleOfStaff(t *testing.T) {
	t.Parallel()
	s, signIns := planted(t, demo.Seed)
	roles, names := map[policy.Role]int{}, map[string]bool{}
	for _, p := range signIns {
		roles[p.Role]++
		require.False(t, names[p.SignIn], p.SignIn)
		names[p.SignIn] = true
		require.True(t, strings.HasPrefix(p.Name, "演练"))
	}
	for _, role := range policy.StaffRoles() {
		require.Positive(t, roles[role], role)
		require.True(t, names[string(role)], role)
	}
	require.Equal(t, 7, roles[policy.Examiner])
	require.Equal(t, 2, roles[policy.ScoreKeyer])
	require.Equal(t, 17, roles[policy.TownshipClerk], "one for each township and street")

	p, err := s.Authenticate(t.Context(), "township_clerk_2", demo.Password)
	require.NoError(t, err)
	require.NoError(t, s.Read(t.Context(), func(tx store.Tx) error {
		held, err := tx.Holds(t.Context(), p.ID)
		require.Equal(t, []policy.Assignment{{Role: policy.TownshipClerk, Unit: "990101101000", From: "2024-01-02"}}, held)
		far, errFar := tx.Between(t.Context(), []string{"990101101000", "990100000000"}, "990101100201")
		require.NoError(t, errFar)
		require.Equal(t, store.Distances{"990100000000": "below"}, far)
		return err
	}))
}

// everybody reads the register through the audit-free list of counts by unit, which the seed decides.
func everybody(t *testing.T, s *store.Store) string {
	t.Helper()
	var text []byte
	require.NoError(t, s.Read(t.Context(), func(tx store.Tx) error {
		counts, err := tx.CountHolders(t.Context())
		require.NoError(t, err)
		text, err = json.Marshal(counts)
		return err
	}))
	return string(text)
}

func TestTheSeedDecides(t *testing.T) {
	t.Parallel()
	one, _ := planted(t, 3)
	two, _ := planted(t, 3)
	three, _ := planted(t, 4)
	require.Equal(t, everybody(t, one), everybody(t, two))
	require.NotEqual(t, everybody(t, one), everybody(t, three))
}

func TestPlantingTwiceIsPlantingOnceAndNeverAmongRealPeople(t *testing.T) {
	t.Parallel()
	s, first := planted(t, demo.Seed)
	before := everybody(t, s)
	again, err := demo.Plant(t.Context(), s, 99)
	require.NoError(t, err)
	require.Equal(t, first, again)
	require.Equal(t, before, everybody(t, s))

	others := opened(t)
	_, err = others.CreateRealm(context.Background(), store.Production, "990102000000", "试验县", time.Time{})
	require.NoError(t, err)
	_, err = demo.Plant(t.Context(), others, demo.Seed)
	require.Equal(t, "local.demo.production", fault.CodeOf(err))
}
