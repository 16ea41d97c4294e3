package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/fault"
)

// codes are those of a whole inbox, read one line at a time.
func codes(t *testing.T, s *store.Store, q store.Question) (all []string) {
	t.Helper()
	q.Limit = 1
	for {
		page := inbox(t, s, q)
		if len(page.Lines) == 0 {
			return all
		}
		all, q.After = append(all, page.Lines[0].Code), page.Lines[0].ID
	}
}

func inbox(t *testing.T, s *store.Store, q store.Question) (page store.InboxPage) {
	t.Helper()
	require.NoError(t, s.Read(bg, func(tx store.Tx) (err error) { page, err = tx.InboxOf(bg, q); return err }))
	return page
}

func in(role policy.Role, unit string) policy.Assignment {
	return policy.Assignment{Role: role, Unit: unit}
}

func person(id string, held ...policy.Assignment) store.Question {
	return store.Question{Person: id, Held: held}
}

func TestInboxReachesBelow(t *testing.T) {
	t.Parallel()
	s := planted(t)
	cycle(t, s, "c")
	write(t, s, func(tx store.Tx) error {
		return tx.OpenTasks(bg, "c", store.Task{Code: "one", Role: "r", Unit: hamlet}, store.Task{Code: "two", Role: "r", Unit: townTwo},
			store.Task{Code: "three", Role: "q", Unit: hamlet}, store.Task{Code: "mine", Role: "q", Unit: townTwo, Person: "p"})
	})
	require.ElementsMatch(t, []string{"one", "mine"}, codes(t, s, person("p", in("r", townOne))))
	require.ElementsMatch(t, []string{"one", "two", "mine"}, codes(t, s, person("p", in("r", cityUnit), in("r", county), in("r", townOne))))
	require.Equal(t, []string{"mine"}, codes(t, s, person("p")))
	require.Empty(t, codes(t, s, person("o", in("q", townTwo))), "what is for somebody by name is for nobody else")
}

func TestInboxSaysAllThatALineShows(t *testing.T) {
	t.Parallel()
	s := planted(t)
	due := begin.Add(48 * time.Hour)
	cycle(t, s, "c")
	write(t, s, func(tx store.Tx) error {
		require.NoError(t, tx.AddCycle(bg, store.Cycle{ID: "c", Title: "演练批次"}))
		return tx.OpenCases(bg, "application", "c", map[string]string{"a": hamlet})
	})
	write(t, s, func(tx store.Tx) error {
		require.NoError(t, tx.Move(bg, []store.Move{{Case: "a", Event: "submit", State: "submitted", Actor: "x", Role: "x"}}))
		return tx.OpenTasks(bg, "a", store.Task{Code: "qualify", Role: "r", Unit: hamlet, Due: &due, Acts: []string{"qualify", "return"}})
	})
	page := inbox(t, s, store.Question{Person: "p", Held: []policy.Assignment{in("r", townOne)}, Limit: 10})
	require.Len(t, page.Lines, 1)
	require.Equal(t, 1, page.Total)
	line := page.Lines[0]
	require.True(t, due.Equal(*line.Due))
	require.True(t, begin.Equal(line.Opened))
	line.ID, line.Due, line.Opened = "", nil, time.Time{}
	require.Equal(t, store.Awaited{Case: "a", Kind: "application", Title: "演练批次", State: "submitted", Code: "qualify", Role: "r", Unit: hamlet,
		Facts: map[string]any{}, Acts: []string{"qualify", "return"}, Seat: townOne}, line)
}

func TestInboxLeavesOutWhoIsKeptOut(t *testing.T) {
	t.Parallel()
	s := planted(t)
	cycle(t, s, "c")
	write(t, s, func(tx store.Tx) error {
		return tx.OpenTasks(bg, "c", store.Task{Code: "one", Role: "r", Unit: townOne, Except: []string{"kin", "keyer"}}, store.Task{Code: "two", Role: "r", Unit: townOne})
	})
	require.Equal(t, []string{"two"}, codes(t, s, person("kin", in("r", county))))
	require.Equal(t, 1, inbox(t, s, store.Question{Person: "kin", Held: []policy.Assignment{in("r", county)}, Limit: 9}).Total)
	require.Len(t, codes(t, s, person("other", in("r", county))), 2)
	instead := policy.Assignment{Role: "r", Unit: county, ActingFor: "keyer"}
	require.Equal(t, []string{"two"}, codes(t, s, person("other", instead)), "nor whoever stands in for them")
}

func TestInboxByKindAndByWhatIsLate(t *testing.T) {
	t.Parallel()
	s := planted(t)
	cycle(t, s, "c")
	soon, later := begin.Add(time.Hour), begin.Add(72*time.Hour)
	write(t, s, func(tx store.Tx) error { return tx.OpenCases(bg, "application", "c", map[string]string{"a": hamlet}) })
	write(t, s, func(tx store.Tx) error {
		return tx.OpenTasks(bg, "c", store.Task{Code: "soon", Role: "r", Unit: hamlet, Due: &soon}, store.Task{Code: "later", Role: "r", Unit: hamlet, Due: &later},
			store.Task{Code: "never", Role: "r", Unit: hamlet}, store.Task{Case: "a", Code: "other", Role: "r", Unit: hamlet})
	})
	me := person("p", in("r", townOne))
	late := me
	late.Late = true
	require.Empty(t, codes(t, s, late))
	write(t, s, func(tx store.Tx) error { return tx.Advance(bg, begin.Add(2*time.Hour)) })
	require.Equal(t, []string{"soon"}, codes(t, s, late))
	me.Kind = "application"
	require.Equal(t, []string{"other"}, codes(t, s, me))
	me.Kind = "cycle"
	require.ElementsMatch(t, []string{"soon", "later", "never"}, codes(t, s, me))
}

func TestWhoStandsInSeesTheInboxFromTheFirstDayToTheLast(t *testing.T) {
	t.Parallel()
	s := planted(t)
	cycle(t, s, "c")
	staff(t, s, "head")
	staff(t, s, "deputy")
	day := func(n int) time.Time { return time.Date(2024, 1, 2+n, 0, 0, 0, 0, time.UTC) }
	end := day(3)
	write(t, s, func(tx store.Tx) error {
		require.NoError(t, tx.Assign(bg, store.Assignment{ID: "a", Person: "head", Role: "r", Unit: townOne, From: day(-1)}))
		require.NoError(t, tx.Assign(bg, store.Assignment{ID: "b", Person: "deputy", Role: "r", Unit: townOne, From: day(1), To: &end, ActingFor: "head"}))
		return tx.OpenTasks(bg, "c", store.Task{Code: "role", Role: "r", Unit: hamlet}, store.Task{Code: "name", Role: "r", Unit: hamlet, Person: "head"},
			store.Task{Code: "other role", Role: "q", Unit: hamlet, Person: "head"}, store.Task{Code: "elsewhere", Role: "r", Unit: townTwo, Person: "head"})
	})
	for n, want := range [][]string{{}, {"role", "name"}, {"role", "name"}, {}} {
		write(t, s, func(tx store.Tx) error { return tx.Advance(bg, begin.AddDate(0, 0, n)) })
		var held []policy.Assignment
		require.NoError(t, s.Read(bg, func(tx store.Tx) (err error) { held, err = tx.Holds(bg, "deputy"); return err }))
		require.ElementsMatch(t, want, codes(t, s, person("deputy", held...)), "day %d", n)
		for _, line := range inbox(t, s, store.Question{Person: "deputy", Held: held, Limit: 9}).Lines {
			require.Equal(t, "head", line.Acting)
		}
	}
	require.Len(t, codes(t, s, person("head", in("r", townOne))), 4, "whoever is away sees it all the same")
}

func TestInboxFollowsTheTree(t *testing.T) {
	t.Parallel()
	s := planted(t)
	cycle(t, s, "c")
	write(t, s, func(tx store.Tx) error {
		return tx.OpenTasks(bg, "c", store.Task{Code: "old", Role: "r", Unit: hamlet}, store.Task{Code: "new", Role: "r", Unit: farther})
	})
	sees := func(unit string) []string { return codes(t, s, person("p", in("r", unit))) }
	require.Equal(t, []string{"old"}, sees(townOne))
	require.Empty(t, sees(townTwo), "its village does not hold yet")
	require.Equal(t, []string{"new"}, sees(farther))
	write(t, s, func(tx store.Tx) error {
		return tx.ImportUnits(bg, []store.Unit{{Code: hamlet, From: begin.AddDate(0, 0, 3), Name: "甲一村", Level: "village", Parent: townTwo}})
	})
	require.Equal(t, []string{"old"}, sees(townOne), "moved, but not yet")
	write(t, s, func(tx store.Tx) error { return tx.Advance(bg, begin.AddDate(0, 0, 3)) })
	require.Empty(t, sees(townOne))
	require.Equal(t, []string{"old"}, sees(townTwo))
	write(t, s, func(tx store.Tx) error { return tx.Advance(bg, begin.AddDate(0, 0, 5)) })
	require.ElementsMatch(t, []string{"old", "new"}, sees(townTwo))
	require.NoError(t, s.Read(bg, func(tx store.Tx) error {
		wrong, err := tx.Misplaced(bg)
		require.Empty(t, wrong)
		return err
	}))
}

func TestAClosedTaskLiesInNoInbox(t *testing.T) {
	t.Parallel()
	s, url := rehearsal(t)
	cycle(t, s, "c")
	cycle(t, s, "d")
	write(t, s, func(tx store.Tx) error {
		return tx.OpenTasks(bg, "c", store.Task{Code: "one", Role: "r", Unit: county}, store.Task{Code: "two", Role: "r", Unit: county},
			store.Task{Case: "d", Code: "three", Role: "r", Unit: county})
	})
	me := person("p", in("r", county))
	write(t, s, func(tx store.Tx) error { return tx.CloseTasks(bg, "c", "one") })
	require.ElementsMatch(t, []string{"two", "three"}, codes(t, s, me))
	write(t, s, func(tx store.Tx) error { return tx.CloseTasksOf(bg, "c", "d") })
	require.Empty(t, codes(t, s, me))
	var left int
	require.NoError(t, owner(t, url).QueryRow(bg, `select count(*) from task_seat`).Scan(&left))
	require.Zero(t, left)
}

// A constraint that speaks only at the commit stands for whatever may go wrong between decision and inbox.
func TestDecisionAndInboxStandOrFallTogether(t *testing.T) {
	t.Parallel()
	for _, table := range []string{"task_seat", "task", "step"} {
		s, url := rehearsal(t)
		cycle(t, s, "c")
		_, err := owner(t, url).Exec(bg, `
			create function refuse_late() returns trigger language plpgsql as $$ begin raise exception 'refused' using errcode = '23514'; end $$;
			create constraint trigger refuse_late after insert on `+table+` deferrable initially deferred for each row execute function refuse_late()`)
		require.NoError(t, err)
		_, err = s.OpenCommand(bg, command("k", "c", 1))
		require.NoError(t, err)
		decide := func(store.Tx, store.Command, store.CaseFile) (store.Outcome, error) {
			return store.Outcome{Event: "submit", State: "submitted", Tasks: []store.Task{{Code: "approve", Role: "r", Unit: county}}}, nil
		}
		_, err = s.Act(bg, "k", decide)
		require.Error(t, err, table)
		require.NotEqual(t, "unknown", fault.CodeOf(err))
		require.Len(t, steps(t, s, "c", 0), 1, table)
		require.Empty(t, codes(t, s, person("p", in("r", county))), table)
		_, err = owner(t, url).Exec(bg, `drop trigger refuse_late on `+table)
		require.NoError(t, err)
		r, err := s.Act(bg, "k", decide)
		require.NoError(t, err)
		require.NoError(t, r.Fault())
		require.Equal(t, []string{"approve"}, codes(t, s, person("p", in("r", county))), table)
	}
}
