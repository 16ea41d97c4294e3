package store_test

import (
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/fault"
	"jinchu/policy/identity"
)

// The tree of these tests: a city over the county, two towns with a village each.
const (
	cityUnit = "990100000000"
	townOne  = "990101100000"
	townTwo  = "990101101000"
	hamlet   = "990101100201"
	farther  = "990101101201"
)

// planted is a rehearsal with that tree, from a day before its beginning.
func planted(t *testing.T) *store.Store {
	t.Helper()
	s, _ := rehearsal(t)
	from := begin.AddDate(0, 0, -1)
	write(t, s, func(tx store.Tx) error {
		return tx.ImportUnits(bg, []store.Unit{
			{Code: cityUnit, From: from, Name: "演练市", Level: "city"},
			{Code: county, From: from, Name: "演练县", Level: "county", Parent: cityUnit},
			{Code: townOne, From: from, Name: "甲镇", Level: "township", Parent: county},
			{Code: hamlet, From: from, Name: "甲一村", Level: "village", Parent: townOne},
			{Code: townTwo, From: from, Name: "乙镇", Level: "township", Parent: county},
			{Code: farther, From: begin.AddDate(0, 0, 5), Name: "乙一村", Level: "village", Parent: townTwo},
		})
	})
	return s
}

func TestDistancesAreThoseOfTheBusinessDate(t *testing.T) {
	t.Parallel()
	s := planted(t)
	between := func(to string) (far store.Distances) {
		require.NoError(t, s.Read(bg, func(tx store.Tx) (err error) {
			far, err = tx.Between(bg, []string{cityUnit, county, townOne, hamlet, townTwo, "990199000000"}, to)
			return err
		}))
		return far
	}
	for to, want := range map[string][]string{ // from city, county, town, village, other town, nowhere
		county:         {"below", "own", "above", "above", "above", "elsewhere"},
		townOne:        {"below", "below", "own", "above", "elsewhere", "elsewhere"},
		hamlet:         {"below", "below", "below", "own", "elsewhere", "elsewhere"},
		"990199000000": {"elsewhere", "elsewhere", "elsewhere", "elsewhere", "elsewhere", "elsewhere"},
		farther:        {"elsewhere", "elsewhere", "elsewhere", "elsewhere", "elsewhere", "elsewhere"}, // not yet
	} {
		far := between(to)
		for i, from := range []string{cityUnit, county, townOne, hamlet, townTwo, "990199000000"} {
			require.Equal(t, want[i], far.Between(from, to), "%s seen from %s", to, from)
		}
	}
	write(t, s, func(tx store.Tx) error { return tx.Advance(bg, begin.AddDate(0, 0, 5)) })
	require.Equal(t, "below", between(farther).Between(townTwo, farther))
}

func TestPermitAsksOnTheBusinessDateAndSaysWhoMay(t *testing.T) {
	t.Parallel()
	s := planted(t)
	staff(t, s, "p1")
	end := begin.AddDate(0, 0, 3)
	write(t, s, func(tx store.Tx) error {
		return tx.Assign(bg, store.Assignment{ID: "a", Person: "p1", Role: "township_clerk", Unit: townOne, From: begin, To: &end})
	})
	permit := func(unit, act string) (d policy.Decision, err error) {
		err = s.Read(bg, func(tx store.Tx) error {
			held, err := tx.Holds(bg, "p1")
			require.NoError(t, err)
			d, err = tx.Permit(bg, policy.Request{Assignments: held, Unit: unit, Kind: "application", Act: act})
			return err
		})
		return d, err
	}
	d, err := permit(hamlet, "qualify")
	require.NoError(t, err)
	require.Equal(t, "below", d.Distance)
	require.Equal(t, policy.TownshipClerk, d.Role)
	for _, c := range [][2]string{{townTwo, "qualify"}, {county, "qualify"}, {hamlet, "hire"}} {
		_, err = permit(c[0], c[1])
		require.Equal(t, "forbidden", fault.CodeOf(err), c)
	}
	require.Contains(t, err.Error(), "县残联理事长", "who may")

	write(t, s, func(tx store.Tx) error { return tx.Advance(bg, begin.AddDate(0, 0, 2)) })
	_, err = permit(hamlet, "qualify")
	require.NoError(t, err, "the last day")
	write(t, s, func(tx store.Tx) error { return tx.Advance(bg, begin.AddDate(0, 0, 3)) })
	_, err = permit(hamlet, "qualify")
	require.Equal(t, "forbidden", fault.CodeOf(err), "the day after")
}

func TestARoleWaitsForAThirdPerson(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	for _, id := range []string{"admin", "director", "new"} {
		staff(t, s, id)
	}
	role := store.Assignment{ID: "a", Person: "new", Role: "county_director", Unit: county, From: begin}
	write(t, s, func(tx store.Tx) error { return tx.Propose(bg, role, "admin") })
	bearers := func() (n int) {
		require.NoError(t, s.Read(bg, func(tx store.Tx) (err error) { n, err = tx.Bearers(bg, "county_director", begin); return err }))
		return n
	}
	require.Zero(t, bearers(), "it waits")
	confirm := func(by string) error {
		return s.Write(bg, func(tx store.Tx) error { return tx.Confirm(bg, "a", by) })
	}
	require.Equal(t, "store.promise", fault.CodeOf(confirm("admin")))
	require.Equal(t, "store.promise", fault.CodeOf(confirm("new")))
	require.NoError(t, confirm("director"))
	require.Equal(t, 1, bearers())
	write(t, s, func(tx store.Tx) error { return tx.Disable(bg, "new") })
	require.Zero(t, bearers(), "who cannot sign in confirms nothing")
	require.Equal(t, "store.promise", fault.CodeOf(s.Write(bg, func(tx store.Tx) error {
		return tx.Propose(bg, store.Assignment{ID: "b", Person: "admin", Role: "x", Unit: county, From: begin}, "admin")
	})), "nobody proposes himself")
}

func TestOnceIsOnceAlsoForTenAtATime(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	var done atomic.Int64
	deed := func(store.Tx) (any, error) { return map[string]int64{"no": done.Add(1)}, nil }
	var g errgroup.Group
	for range 10 {
		g.Go(func() error {
			answer, err := s.Once(bg, store.Repeatable{Actor: "p", Key: "k", Content: []byte("one")}, deed)
			require.JSONEq(t, `{"no":1}`, string(answer))
			return err
		})
	}
	require.NoError(t, g.Wait())
	_, err := s.Once(bg, store.Repeatable{Actor: "p", Key: "k", Content: []byte("two")}, deed)
	require.Equal(t, "act.key.reused", fault.CodeOf(err))
	answer, err := s.Once(bg, store.Repeatable{Actor: "q", Key: "k", Content: []byte("two")}, deed)
	require.NoError(t, err, "a key belongs to whoever made it")
	require.JSONEq(t, `{"no":2}`, string(answer))
	for want := int64(3); want < 5; want++ {
		answer, err = s.Once(bg, store.Repeatable{Actor: "p", Content: []byte("one")}, deed)
		require.NoError(t, err)
		require.JSONEq(t, `{"no":`+strconv.FormatInt(want, 10)+`}`, string(answer), "without a key it is done each time")
	}
}

func TestARefusedDeedLeavesItsKeyFree(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	r := store.Repeatable{Actor: "p", Key: "k", Content: []byte("one")}
	_, err := s.Once(bg, r, func(store.Tx) (any, error) { return nil, fault.New("import.empty") })
	require.Equal(t, "import.empty", fault.CodeOf(err))
	answer, err := s.Once(bg, r, func(store.Tx) (any, error) { return "done", nil })
	require.NoError(t, err)
	require.JSONEq(t, `"done"`, string(answer))
}

func TestHeldNumbersInTheirOrder(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	one, two := citizen(t, numberOne), citizen(t, numberTwo)
	write(t, s, func(tx store.Tx) error {
		return tx.ImportHolders(bg, []store.Holder{{Unit: county, Category: 1, Grade: 1, Personal: []byte(`{}`)}}, []identity.CitizenID{two})
	})
	require.NoError(t, s.Read(bg, func(tx store.Tx) error {
		held, err := tx.HeldNumbers(bg, []identity.CitizenID{one, two, one})
		require.Equal(t, []bool{false, true, false}, held)
		return err
	}))
}

func TestSetUpMakesOneAdministratorOrNothing(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	var link string
	write(t, s, func(tx store.Tx) (err error) { link, err = tx.OfferSetup(bg, time.Now().Add(time.Hour)); return err })
	staff(t, s, "taken")
	u := store.Setup{Token: link, SignIn: "in-taken", Name: "测试", Password: "long enough"}
	_, _, err := s.SetUp(bg, u, time.Now(), time.Now().Add(time.Hour))
	require.Equal(t, "store.duplicate", fault.CodeOf(err))
	u.SignIn = "admin"
	p, token, err := s.SetUp(bg, u, time.Now(), time.Now().Add(time.Hour))
	require.NoError(t, err, "the link was not used up by the try that failed")
	require.NoError(t, s.Read(bg, func(tx store.Tx) error {
		bearer, err := tx.SessionOf(bg, token, time.Now())
		require.NoError(t, err)
		require.Equal(t, p.ID, bearer.ID)
		held, err := tx.Holds(bg, p.ID)
		require.Equal(t, []policy.Assignment{{Role: policy.Administrator, Unit: county, From: "2024-01-02"}}, held)
		return err
	}))
}
