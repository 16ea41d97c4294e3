package rehearsal_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jinchu/deploy/rehearsal"
)

func invented(t *testing.T, name string, seed int64, from string) []*rehearsal.Person {
	t.Helper()
	rules := rulesOf(t, name)
	_, posts, err := rehearsal.LayOut(rules, demoUnits(), func(string) bool { return true })
	require.NoError(t, err)
	return rehearsal.Invent(rehearsal.Config{Regulation: name, Applicants: 60, Seed: seed, From: from}, rules, posts)
}

// GB 11643-1999 prints the number 11010519491231002X as its example.
func TestTheCheckCharacterIsThatOfTheStandard(t *testing.T) {
	t.Parallel()
	require.Equal(t, "11010519491231002X", rehearsal.CitizenID(110105, "1949-12-31", 1, "female"))
}

func TestInventedPeopleBearNumbersOfNobody(t *testing.T) {
	t.Parallel()
	for _, seed := range []int64{0, 7, -3, 123456789} {
		seen := map[string]bool{}
		for _, p := range invented(t, "huicheng-2016", seed, "2024-01-02") {
			require.Len(t, p.ID, 18)
			require.Equal(t, "99", p.ID[:2])
			require.False(t, seen[p.ID])
			seen[p.ID] = true
			odd := (p.ID[16]-'0')%2 == 1
			require.Equal(t, p.Sex == "male", odd)
			require.Equal(t, "10", p.Phone[:2], "no telephone number begins so")
			if p.Kin != nil {
				require.Empty(t, p.Certificate)
				require.Len(t, p.Kin.Certificate, 20)
				continue
			}
			require.Equal(t, p.ID+p.Category+p.Grade, p.Certificate)
		}
	}
}

func TestTheSameSeedInventsTheSamePeople(t *testing.T) {
	t.Parallel()
	require.Equal(t, invented(t, "xiqu-2021", 7, "2024-01-02"), invented(t, "xiqu-2021", 7, "2024-01-02"))
	require.NotEqual(t, invented(t, "xiqu-2021", 7, "2024-01-02"), invented(t, "xiqu-2021", 8, "2024-01-02"))
}

func TestAShareOfThePeopleHasAFate(t *testing.T) {
	t.Parallel()
	for seed := range int64(20) {
		var fates, lacking []string
		for _, p := range invented(t, "home", seed, "2024-01-02") {
			fates = append(fates, p.Fate)
			if p.Lacks != "" {
				lacking = append(lacking, strconv.Itoa(p.Number))
			}
		}
		for _, fate := range []string{"withdraws", "absent", "asks", "asks_also", "appeals"} {
			require.True(t, slices.Contains(fates, fate), "seed %d has nobody who %s", seed, fate)
		}
		require.NotEmpty(t, lacking, "seed %d", seed)
	}
}

func TestPeopleAreOfWorkingAgeOnTheDay(t *testing.T) {
	t.Parallel()
	for _, p := range invented(t, "home", 7, "2025-03-03") {
		birth, err := time.Parse(time.DateOnly, p.Birth)
		require.NoError(t, err)
		require.True(t, birth.AddDate(18, 0, 0).Before(time.Date(2025, 3, 3, 0, 0, 0, 0, time.UTC)), p.Birth)
	}
}
