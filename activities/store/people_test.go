package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jinchu/activities/store"
	"jinchu/policy/fault"
)

// staff adds a person with a password, and returns a session.
func staff(t *testing.T, s *store.Store, id string) (token string) {
	t.Helper()
	hash, err := store.HashPassword(bg, "correct horse "+id)
	require.NoError(t, err)
	write(t, s, func(tx store.Tx) (err error) {
		require.NoError(t, tx.AddPerson(bg, store.Person{ID: id, SignIn: "in-" + id, Name: "测试" + id}, hash))
		token, err = tx.BeginSession(bg, id, time.Now().Add(time.Hour))
		return err
	})
	return token
}

func TestSignInTellsNothingApart(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	staff(t, s, "p1")
	p, err := s.Authenticate(bg, "in-p1", "correct horse p1")
	require.NoError(t, err)
	require.Equal(t, "p1", p.ID)
	write(t, s, func(tx store.Tx) error {
		return tx.AddPerson(bg, store.Person{ID: "p2", SignIn: "no-password", Name: "测试"}, "")
	})
	for _, c := range [][2]string{{"in-p1", "wrong"}, {"nobody", "correct horse p1"}, {"no-password", ""}, {"no-password", "nobody"}} {
		_, err := s.Authenticate(bg, c[0], c[1])
		require.Equal(t, "store.credentials", fault.CodeOf(err), c[0])
	}
}

func TestSessionsEndWithTheAccount(t *testing.T) {
	t.Parallel()
	s, url := rehearsal(t)
	token := staff(t, s, "p1")
	bearer := func(at time.Time) error {
		return s.Read(bg, func(tx store.Tx) error { _, err := tx.SessionOf(bg, token, at); return err })
	}
	require.NoError(t, bearer(time.Now()))
	require.Equal(t, "store.session", fault.CodeOf(bearer(time.Now().Add(2*time.Hour))), "over")
	var kept int
	require.NoError(t, owner(t, url).QueryRow(bg, `select count(*) from session where secret_token = convert_to($1, 'UTF8')`, token).Scan(&kept))
	require.Zero(t, kept, "the token itself is not kept")
	write(t, s, func(tx store.Tx) error { return tx.Disable(bg, "p1") })
	require.Equal(t, "store.session", fault.CodeOf(bearer(time.Now())))
	_, err := s.Authenticate(bg, "in-p1", "correct horse p1")
	require.Equal(t, "store.credentials", fault.CodeOf(err))
}

func TestSetupLinkWorksOnce(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	var token string
	write(t, s, func(tx store.Tx) (err error) { token, err = tx.OfferSetup(bg, time.Now().Add(time.Hour)); return err })
	use := func(at time.Time) error {
		return s.Write(bg, func(tx store.Tx) error { return tx.UseSetup(bg, token, at) })
	}
	require.Equal(t, "store.session", fault.CodeOf(use(time.Now().Add(2*time.Hour))))
	require.NoError(t, use(time.Now()))
	require.Equal(t, "store.session", fault.CodeOf(use(time.Now())))
}

func TestAssignmentsHoldFromDayToDay(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	staff(t, s, "p1")
	staff(t, s, "p2")
	day := func(d int) time.Time { return begin.AddDate(0, 0, d) }
	write(t, s, func(tx store.Tx) error {
		end := day(10)
		require.NoError(t, tx.Assign(bg, store.Assignment{ID: "a", Person: "p1", Role: "county_hr", Unit: county, From: day(0), To: &end}))
		require.NoError(t, tx.Assign(bg, store.Assignment{ID: "b", Person: "p1", Role: "auditor", Unit: county, From: day(5), ActingFor: "p2"}))
		for at, count := range map[int]int{-1: 0, 0: 1, 5: 2, 9: 2, 10: 1} {
			held, err := tx.Assignments(bg, "p1", day(at))
			require.NoError(t, err)
			require.Len(t, held, count, at)
		}
		return tx.Unassign(bg, "b", day(20))
	})
	err := s.Write(bg, func(tx store.Tx) error {
		return tx.Assign(bg, store.Assignment{ID: "c", Person: "p1", Role: "x", Unit: county, From: day(0), ActingFor: "p1"})
	})
	require.Equal(t, "store.promise", fault.CodeOf(err), "nobody acts for himself")
}

func TestUnitsAreDated(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	first := []store.Unit{{Code: county, From: begin, Name: "演练县", Level: "county"}}
	for i := range 5000 {
		first = append(first, store.Unit{Code: fmt.Sprintf("99010100%04d", i+1), From: begin, Name: fmt.Sprint("甲村", i), Level: "village", Parent: county})
	}
	bring := func(units []store.Unit) {
		write(t, s, func(tx store.Tx) error { return tx.ImportUnits(bg, units) })
	}
	bring(first)
	bring(first)
	later := begin.AddDate(1, 0, 0)
	bring([]store.Unit{{Code: "990101000001", From: later, Name: "乙村", Level: "village", Parent: county, Predecessor: "990101000002"}})
	require.NoError(t, s.Read(bg, func(tx store.Tx) error {
		for _, c := range []struct {
			on   time.Time
			name string
		}{{begin, "甲村0"}, {later.AddDate(0, 0, -1), "甲村0"}, {later, "乙村"}} {
			all, err := tx.Units(bg, c.on)
			require.NoError(t, err)
			require.Len(t, all, 5001)
			require.Equal(t, c.name, all[1].Name)
		}
		alone, err := tx.Units(bg, begin.AddDate(0, 0, -1))
		require.Len(t, alone, 1, "the county was there before")
		return err
	}))
}

func TestRegulationsHaveVersions(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	cycle(t, s, "c")
	write(t, s, func(tx store.Tx) error {
		for i, digest := range []string{"one", "one", "two", "one"} {
			v, err := tx.AddRegulation(bg, store.Regulation{ID: "home", Text: "regulation: home # " + digest, Digest: digest, Status: "draft", By: "p1"})
			require.NoError(t, err)
			require.Equal(t, []int{1, 1, 2, 3}[i], v)
		}
		require.NoError(t, tx.SetRegulationStatus(bg, "home", 2, "adopted"))
		r, err := tx.Regulation(bg, "home", 2)
		require.NoError(t, err)
		require.Equal(t, "adopted", r.Status)
		require.Equal(t, "regulation: home # two", r.Text)
		newest, err := tx.Regulation(bg, "home", 0)
		require.NoError(t, err)
		require.Equal(t, 3, newest.Version)
		all, err := tx.Regulations(bg)
		require.Len(t, all, 3)
		require.NoError(t, err)
		require.NoError(t, tx.AddCalendar(bg, store.Calendar{Version: "2024", Data: []byte(`{"off":[]}`), By: "p1"}))
		c, err := tx.Calendar(bg, "")
		require.Equal(t, "2024", c.Version)
		return err
	})
	ruling := store.Ruling{Case: "c", Kind: store.RuledValue, Place: "procedure[2].pass", Value: []byte(`60`), By: "p1", Role: "county_director", Reason: "演练"}
	rule := func() error { return s.Write(bg, func(tx store.Tx) error { return tx.Rule(bg, ruling) }) }
	require.NoError(t, rule())
	require.Equal(t, "store.duplicate", fault.CodeOf(rule()), "ruled once for the whole cycle")
	ruling.Place, ruling.Reason = "other", ""
	require.Equal(t, "store.promise", fault.CodeOf(rule()), "a ruling has a reason")
}
