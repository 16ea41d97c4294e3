package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
)

// programs are two on one record: a county with two towns and a clerk in each.
func programs(t *testing.T) (one, two *store.Store, url string) {
	t.Helper()
	keys := t.TempDir()
	url = migrated(t)
	opened := func() *store.Store {
		s := program(t, url, keys)
		_, err := s.CreateRealm(bg, store.Rehearsal, county, "演练县", begin)
		require.NoError(t, err)
		return s
	}
	one, two = opened(), opened()
	from := begin.AddDate(0, 0, -1)
	write(t, one, func(tx store.Tx) error {
		require.NoError(t, tx.ImportUnits(bg, []store.Unit{{Code: townOne, From: from, Name: "甲镇", Level: "township", Parent: county},
			{Code: townTwo, From: from, Name: "乙镇", Level: "township", Parent: county}}))
		for person, unit := range map[string]string{"p1": townOne, "p2": townTwo} {
			require.NoError(t, tx.AddPerson(bg, store.Person{ID: person, SignIn: person, Name: "测试" + person}, ""))
			require.NoError(t, tx.Assign(bg, clerk("a-"+person, person, unit)))
		}
		return nil
	})
	return one, two, url
}

// program opens a record with the keys of a directory.
func program(t *testing.T, url, keys string) *store.Store {
	t.Helper()
	k, err := store.OpenKeyring(keys)
	require.NoError(t, err)
	s, err := store.Open(bg, url, k)
	require.NoError(t, err)
	t.Cleanup(s.Close)
	return s
}

func clerk(id, person, unit string) store.Assignment {
	return store.Assignment{ID: id, Person: person, Role: "township_clerk", Unit: unit, From: begin.AddDate(0, 0, -1)}
}

// qualifies asks whether somebody may review in the first town.
func qualifies(tx store.Tx, person string) error {
	held, err := tx.Holds(bg, person)
	if err != nil {
		return err
	}
	_, err = tx.Permit(bg, policy.Request{Assignments: held, Unit: townOne, Kind: "application", Act: "qualify"})
	return err
}

// may is that of the first clerk, asked in a transaction that writes and in one that reads.
func may(t *testing.T, s *store.Store, person string) bool {
	t.Helper()
	wrote := s.Write(bg, func(tx store.Tx) error { return qualifies(tx, person) })
	read := s.Read(bg, func(tx store.Tx) error { return qualifies(tx, person) })
	require.Equal(t, fault.CodeOf(wrote), fault.CodeOf(read))
	if wrote != nil {
		require.Equal(t, "forbidden", fault.CodeOf(wrote))
	}
	return wrote == nil
}

func TestAChangeOfRightsIsSeenByTheNextDecisionOfEveryProgram(t *testing.T) {
	t.Parallel()
	one, two, _ := programs(t)
	require.True(t, may(t, two, "p1"))
	require.False(t, may(t, two, "p2"))
	for i := range 5 {
		id := fmt.Sprint("again-", i)
		write(t, one, func(tx store.Tx) error { return tx.Assign(bg, clerk(id, "p2", townOne)) })
		require.True(t, may(t, two, "p2"))
		require.True(t, may(t, one, "p2"))
		write(t, two, func(tx store.Tx) error { return tx.Unassign(bg, id, begin) })
		require.False(t, may(t, one, "p2"), "from today on it holds no longer")
		require.False(t, may(t, two, "p2"))
	}
	write(t, one, func(tx store.Tx) error { return tx.Disable(bg, "p1") })
	require.False(t, may(t, two, "p1"), "who cannot sign in holds nothing")
	require.NoError(t, two.Read(bg, func(tx store.Tx) error {
		held, err := tx.HoldsOn(bg, "p1", calendar.DateOf(begin))
		require.Len(t, held, 1, "what was held is remembered")
		return err
	}))
}

func TestAMoveOfAnAreaIsSeen(t *testing.T) {
	t.Parallel()
	one, two, _ := programs(t)
	require.False(t, may(t, two, "p2"))
	write(t, one, func(tx store.Tx) error {
		return tx.ImportUnits(bg, []store.Unit{{Code: townOne, From: begin, Name: "甲镇", Level: "township", Parent: townTwo}})
	})
	require.True(t, may(t, two, "p2"), "the first town lies in the second now")
}

func TestWhatATransactionChangedItselfItSeesAndNobodyElse(t *testing.T) {
	t.Parallel()
	one, two, _ := programs(t)
	require.False(t, may(t, one, "p2"))
	undone := errors.New("undone")
	err := one.Write(bg, func(tx store.Tx) error {
		require.Error(t, qualifies(tx, "p2"))
		require.NoError(t, tx.Assign(bg, clerk("own", "p2", townOne)))
		require.NoError(t, qualifies(tx, "p2"))
		return undone
	})
	require.ErrorIs(t, err, undone)
	require.False(t, may(t, one, "p2"))
	write(t, two, func(tx store.Tx) error { return tx.Assign(bg, clerk("other", "p1", townTwo)) }) // the same number, another change
	require.False(t, may(t, one, "p2"))
}

func TestARevokeWaitsForWhoeverIsDeciding(t *testing.T) {
	t.Parallel()
	one, two, url := programs(t)
	var revoked errgroup.Group
	require.NoError(t, two.Write(bg, func(tx store.Tx) error {
		require.NoError(t, qualifies(tx, "p1"))
		revoked.Go(func() error {
			return one.Write(bg, func(tx store.Tx) error { return tx.Unassign(bg, "a-p1", begin) })
		})
		watcher := owner(t, url)
		require.Eventually(t, func() bool {
			var waits bool
			require.NoError(t, watcher.QueryRow(bg, `select exists (select from pg_locks l join pg_database d on d.oid = l.database
				where d.datname = current_database() and l.locktype = 'advisory' and not l.granted)`).Scan(&waits))
			return waits
		}, time.Minute, time.Millisecond)
		return qualifies(tx, "p1")
	}), "what was decided under the lock stands")
	require.NoError(t, revoked.Wait())
	require.False(t, may(t, two, "p1"))
}

func TestTwoWhoChangeRightsAfterDecidingDoNotWaitForEachOther(t *testing.T) {
	t.Parallel()
	one, two, _ := programs(t)
	var g errgroup.Group
	for i := range 10 {
		g.Go(func() error {
			return []*store.Store{one, two}[i%2].Write(bg, func(tx store.Tx) error {
				if err := tx.LockRights(bg); err != nil {
					return err
				}
				if err := qualifies(tx, "p1"); err != nil {
					return err
				}
				return tx.Assign(bg, clerk(fmt.Sprint("many-", i), "p2", fmt.Sprint(990101102000+i)))
			})
		})
	}
	require.NoError(t, g.Wait())
}

func TestManyChangedAtOnceAreReadAnew(t *testing.T) {
	t.Parallel()
	one, two, url := programs(t)
	require.False(t, may(t, two, "m700"))
	_, err := owner(t, url).Exec(bg, `
		insert into person (county, id, sign_in, name) select $1, 'm' || i, 'm' || i, '测试' || i from generate_series(1, 700) i;`, county)
	require.NoError(t, err)
	_, err = owner(t, url).Exec(bg, `
		insert into assignment (county, id, person, role, unit, valid_from)
		select $1, 'm' || i, 'm' || i, 'township_clerk', $2, '2024-01-01' from generate_series(1, 700) i`, county, townOne)
	require.NoError(t, err)
	require.True(t, may(t, two, "m700"))
	require.True(t, may(t, one, "p1"))
	require.Equal(t, one.Epoch(), two.Epoch())
}

func TestAWatchReadsRightsBeforeAnybodyDecides(t *testing.T) {
	t.Parallel()
	one, two, _ := programs(t)
	watching, stop := context.WithCancel(bg)
	over := make(chan struct{})
	go func() { defer close(over); two.Watch(watching) }()
	for _, change := range []func(store.Tx) error{
		func(tx store.Tx) error { return tx.Assign(bg, clerk("new", "p2", townOne)) },
		func(tx store.Tx) error { return tx.Unassign(bg, "new", begin) },
		func(tx store.Tx) error { return tx.Disable(bg, "p2") },
	} {
		write(t, one, change)
		may(t, one, "p2")
		require.Eventually(t, func() bool { return two.Epoch() == one.Epoch() }, time.Minute, time.Millisecond)
	}
	stop()
	<-over
}

func TestTheLinesOfANewProgramAreOfferedAndDecideNothing(t *testing.T) {
	t.Parallel()
	keys, url := t.TempDir(), migrated(t)
	_, err := program(t, url, keys).CreateRealm(bg, store.Rehearsal, county, "演练县", begin)
	require.NoError(t, err)
	db := owner(t, url)
	older := "-- of an older program"
	for _, change := range []string{
		`alter table policy_text disable trigger user; alter table policy_change disable trigger user`,
		`insert into policy_text select county, 'older', text || '# ` + older + `' || chr(10) from policy_text`,
		`update policy_change set version = 'older'`,
		`delete from policy_text where version <> 'older'`,
		`update rights set epoch = epoch + 1`,
	} {
		_, err := db.Exec(bg, change)
		require.NoError(t, err, change)
	}
	for range 2 { // the second start tells nobody again
		require.NoError(t, program(t, url, keys).Read(bg, func(tx store.Tx) error {
			rights, _, err := tx.Rights(bg)
			require.NoError(t, err)
			require.Contains(t, rights.Policy().Text(), older)
			all, err := tx.Policies(bg)
			require.NoError(t, err)
			require.Len(t, all, 1)
			text, err := tx.PolicyText(bg, policy.Program().Version())
			require.Equal(t, policy.Lines(), text)
			require.NoError(t, err)
			tasks, err := tx.TasksOf(bg, store.CountyCase)
			require.Len(t, tasks, 1)
			require.Equal(t, store.ProposePolicyTask, tasks[0].Code)
			return err
		}))
	}
}

func TestAPolicyThatDecidedStays(t *testing.T) {
	t.Parallel()
	_, _, url := programs(t)
	db := owner(t, url)
	for _, change := range []string{`update policy_text set text = ''`, `delete from policy_text`, `delete from policy_change`,
		`update policy_change set in_force = in_force`, `update policy_change set dropped_by = 'p1'`} {
		_, err := db.Exec(bg, change)
		require.ErrorContains(t, err, "stays", change)
	}
}
