package store_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jinchu/activities/store"
	"jinchu/policy/fault"
)

var bg = context.Background()

func command(key, id string, seen int64) store.Command {
	return store.Command{Key: key, Case: id, Kind: "cycle", Seen: seen, Actor: "p1", Role: "county_hr", Unit: county,
		Act: "submit", Body: json.RawMessage(`{"note":"测试"}`)}
}

// to is a decision that always says yes.
func to(state string) store.Decide {
	return func(_ store.Tx, c store.Command, _ store.CaseFile) (store.Outcome, error) {
		return store.Outcome{Event: c.Act, State: state, Record: c.Body}, nil
	}
}

// act opens a command and decides it.
func act(t *testing.T, s *store.Store, c store.Command, decide store.Decide) store.Result {
	t.Helper()
	_, err := s.OpenCommand(bg, c)
	require.NoError(t, err)
	r, err := s.Act(bg, c.Key, decide)
	require.NoError(t, err)
	return r
}

// cycle is a case at step 1, planned.
func cycle(t *testing.T, s *store.Store, id string) {
	t.Helper()
	r := act(t, s, command("open-"+id, id, 0), to("planned"))
	require.NoError(t, r.Fault())
	require.EqualValues(t, 1, r.Seq)
}

func steps(t *testing.T, s *store.Store, id string, since int64) (all []store.Step) {
	t.Helper()
	require.NoError(t, s.Read(bg, func(tx store.Tx) (err error) { all, err = tx.StepsSince(bg, id, since); return err }))
	return all
}

func TestActWritesEverythingAtOnce(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	cycle(t, s, "c")
	due := begin.Add(240 * time.Hour)
	r := act(t, s, command("k", "c", 1), func(tx store.Tx, c store.Command, at store.CaseFile) (store.Outcome, error) {
		require.Equal(t, "planned", at.State)
		require.JSONEq(t, `{"note":"测试"}`, string(c.Body))
		return store.Outcome{Event: "submit", State: "submitted", Stage: 1,
			Pins:   &store.Pins{Regulation: "home", RegulationVersion: 2, PolicyVersion: "3", CalendarVersion: "2024"},
			Opens:  []store.Due{{Name: "approval", At: due, Calendar: "2024"}},
			Tasks:  []store.Task{{Code: "approve", Role: "county_director", Unit: county, Due: &due}},
			Outbox: []store.Message{{Kind: "asked", Recipient: "p2"}},
			Record: map[string]string{"why": "x"}, Answer: map[string]int{"posts": 3}}, nil
	})
	require.EqualValues(t, 2, r.Seq)
	require.JSONEq(t, `{"posts":3}`, string(r.Answer))
	require.Equal(t, []store.Step{{Seq: 2, Event: "submit", State: "submitted", Stage: 1, At: begin,
		Opens: []store.Due{{Name: "approval", At: due, Calendar: "2024"}}, Meets: []string{}}}, utc(steps(t, s, "c", 1)))
	write(t, s, func(tx store.Tx) error {
		at, err := tx.Case(bg, "c")
		require.NoError(t, err)
		require.Equal(t, "home", at.Regulation)
		inbox, err := tx.Inbox(bg, "p9", "county_director", []string{county}, 10)
		require.NoError(t, err)
		require.Len(t, inbox, 1)
		mail, err := tx.Take(bg, 10, "asked")
		require.NoError(t, err)
		require.Equal(t, "p2", mail[0].Recipient)
		require.NoError(t, tx.Sent(bg, mail[0].ID))
		open, err := tx.DeadlinesUntil(bg, due)
		require.NoError(t, err)
		require.Len(t, open, 1)
		return tx.Verify(bg, "c")
	})
}

func utc(all []store.Step) []store.Step {
	for i := range all {
		all[i].At = all[i].At.UTC()
	}
	return all
}

func TestSameKeyTwentyTimesAtOnce(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	cycle(t, s, "c")
	var decided atomic.Int32
	results := together(20, func(int) (store.Result, error) {
		if _, err := s.OpenCommand(bg, command("k", "c", 1)); err != nil {
			return store.Result{}, err
		}
		return s.Act(bg, "k", func(_ store.Tx, _ store.Command, _ store.CaseFile) (store.Outcome, error) {
			return store.Outcome{Event: "submit", State: "submitted", Answer: map[string]any{"z": decided.Add(1), "a": "甲  乙"}}, nil
		})
	})
	for _, r := range results {
		require.NoError(t, r.err)
		require.Equal(t, results[0].Result, r.Result)
	}
	require.EqualValues(t, 1, decided.Load())
	require.Len(t, steps(t, s, "c", 0), 2)
}

func TestTwentyKeysOneStep(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	cycle(t, s, "c")
	results := together(20, func(i int) (store.Result, error) {
		key := fmt.Sprint("k", i)
		if _, err := s.OpenCommand(bg, command(key, "c", 1)); err != nil {
			return store.Result{}, err
		}
		return s.Act(bg, key, to("submitted"))
	})
	won := 0
	for _, r := range results {
		require.NoError(t, r.err)
		if r.Fault() == nil {
			won++
			continue
		}
		require.Equal(t, "act.sequence", fault.CodeOf(r.Fault()))
		require.Contains(t, r.Fault().Error(), "第1步，现在是第2步")
	}
	require.Equal(t, 1, won)
	require.Len(t, steps(t, s, "c", 0), 2)
}

func TestTwentyActsOpenTheSameCase(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	results := together(20, func(i int) (store.Result, error) {
		key := fmt.Sprint("k", i)
		if _, err := s.OpenCommand(bg, command(key, "new", 0)); err != nil {
			return store.Result{}, err
		}
		return s.Act(bg, key, to("planned"))
	})
	won := 0
	for _, r := range results {
		require.NoError(t, r.err)
		if r.Fault() == nil {
			won++
		} else {
			require.Equal(t, "act.sequence", fault.CodeOf(r.Fault()))
		}
	}
	require.Equal(t, 1, won)
}

type answered struct {
	store.Result
	err error
}

func together(n int, do func(int) (store.Result, error)) []answered {
	all := make([]answered, n)
	var start, done sync.WaitGroup
	start.Add(1)
	for i := range n {
		done.Go(func() {
			start.Wait()
			all[i].Result, all[i].err = do(i)
		})
	}
	start.Done()
	done.Wait()
	return all
}

func TestAnswerLostAfterTheCommit(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	cycle(t, s, "c")
	first := act(t, s, command("k", "c", 1), to("submitted")) // the caller dies here
	waiting, err := s.OpenCommands(bg, time.Now().Add(time.Minute), 10)
	require.NoError(t, err)
	require.Len(t, waiting, 2, "neither is acknowledged")
	again, err := s.Act(bg, "k", func(store.Tx, store.Command, store.CaseFile) (store.Outcome, error) {
		return store.Outcome{}, errors.New("must not be asked again")
	})
	require.NoError(t, err)
	require.Equal(t, first, again)
	kept, err := s.OpenCommand(bg, command("k", "c", 1))
	require.NoError(t, err)
	require.Equal(t, &first, kept.Result)
	require.NoError(t, s.Acknowledge(bg, "k", "open-c"))
	waiting, err = s.OpenCommands(bg, time.Now().Add(time.Minute), 10)
	require.NoError(t, err)
	require.Empty(t, waiting)
}

func TestSameKeyWithAnotherBody(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	cycle(t, s, "c")
	act(t, s, command("k", "c", 1), to("submitted"))
	for name, change := range map[string]func(*store.Command){
		"body": func(c *store.Command) { c.Body = json.RawMessage(`{}`) }, "actor": func(c *store.Command) { c.Actor = "p2" },
		"act": func(c *store.Command) { c.Act = "cancel" }, "step": func(c *store.Command) { c.Seen = 2 },
	} {
		other := command("k", "c", 1)
		change(&other)
		_, err := s.OpenCommand(bg, other)
		require.Equal(t, "act.key.reused", fault.CodeOf(err), name)
	}
	_, err := s.OpenCommand(bg, command("", "c", 1))
	require.Equal(t, "act.key.missing", fault.CodeOf(err))
}

func TestRefusalIsKeptAndLeavesNothingElse(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	cycle(t, s, "c")
	no := func(tx store.Tx, _ store.Command, _ store.CaseFile) (store.Outcome, error) {
		require.NoError(t, tx.OpenTasks(bg, "c", store.Task{Code: "x", Role: "r", Unit: county}))
		return store.Outcome{}, fault.New("act.reason").At("reason")
	}
	r := act(t, s, command("k", "c", 1), no)
	require.Equal(t, "act.reason", fault.CodeOf(r.Fault()))
	require.Contains(t, r.Fault().Error(), "reason: ")
	again, err := s.Act(bg, "k", to("submitted"))
	require.NoError(t, err)
	require.Equal(t, r, again, "the first answer stays")
	require.Len(t, steps(t, s, "c", 0), 1)
	write(t, s, func(tx store.Tx) error {
		left, err := tx.TasksOf(bg, "c")
		require.Empty(t, left)
		return err
	})
}

func TestOurOwnFailureLeavesTheCommandOpen(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	cycle(t, s, "c")
	_, err := s.OpenCommand(bg, command("k", "c", 1))
	require.NoError(t, err)
	_, err = s.Act(bg, "k", func(store.Tx, store.Command, store.CaseFile) (store.Outcome, error) {
		return store.Outcome{}, errors.New("lost")
	})
	require.Equal(t, "internal", fault.CodeOf(err))
	r, err := s.Act(bg, "k", to("submitted"))
	require.NoError(t, err)
	require.NoError(t, r.Fault())
}

func TestLapseHappensOnceAndNotBeforeItsTime(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	cycle(t, s, "c")
	due := begin.Add(24 * time.Hour)
	act(t, s, command("k", "c", 1), func(store.Tx, store.Command, store.CaseFile) (store.Outcome, error) {
		return store.Outcome{Event: "publish", State: "announced", Opens: []store.Due{{Name: "closes", At: due}}}, nil
	})
	lapse := func() (bool, string) {
		lapsed, err := s.Lapse(bg, "c", "closes", func(store.Tx, store.CaseFile) (store.Outcome, error) {
			return store.Outcome{Event: "close_registration", State: "reviewing"}, nil
		})
		return lapsed, fault.CodeOf(err)
	}
	lapsed, code := lapse()
	require.False(t, lapsed)
	require.Equal(t, "store.early", code, "asked again later, never forgotten")
	write(t, s, func(tx store.Tx) error { return tx.Advance(bg, due) })
	lapsed, code = lapse()
	require.True(t, lapsed)
	require.Empty(t, code)
	lapsed, code = lapse()
	require.False(t, lapsed, "once")
	require.Empty(t, code)
	require.Equal(t, []string{"closes"}, steps(t, s, "c", 2)[0].Meets)
}

func TestMassWriteNeedsTheState(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	cycle(t, s, "c")
	require.NoError(t, s.WithSharedCase(bg, "c", []string{"planned"}, func(store.Tx, store.CaseFile) error { return nil }))
	act(t, s, command("k", "c", 1), to("closed"))
	err := s.WithSharedCase(bg, "c", []string{"planned"}, func(store.Tx, store.CaseFile) error { return nil })
	require.Equal(t, "store.shut", fault.CodeOf(err))
}

// An act that moves a cycle with all its applications beside acts on single ones: nobody waits for ever.
func TestCycleAndApplicationsDoNotLockEachOther(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	cycle(t, s, "c")
	var moves []store.Move
	for i := range 20 {
		id := fmt.Sprintf("a%02d", i)
		a := command("open-"+id, id, 0)
		a.Kind, a.Parent = "application", "c"
		require.NoError(t, act(t, s, a, to("submitted")).Fault())
		moves = append(moves, store.Move{Case: id, Event: "rank", State: "ranked", Actor: "p1", Role: "county_hr"})
	}
	results := together(21, func(i int) (store.Result, error) {
		if i == 20 {
			_, _ = s.OpenCommand(bg, command("mass", "c", 1))
			return s.Act(bg, "mass", func(tx store.Tx, _ store.Command, _ store.CaseFile) (store.Outcome, error) {
				return store.Outcome{Event: "rank", State: "ranking"}, tx.Move(bg, moves)
			})
		}
		id := fmt.Sprintf("a%02d", i)
		a := command("k-"+id, id, 1)
		a.Kind = "application"
		if _, err := s.OpenCommand(bg, a); err != nil {
			return store.Result{}, err
		}
		return s.Act(bg, a.Key, to("withdrawn"))
	})
	for _, r := range results {
		require.NoError(t, r.err)
	}
	require.NoError(t, results[20].Fault())
	for i := range 20 {
		id := fmt.Sprintf("a%02d", i)
		require.NoError(t, s.Read(bg, func(tx store.Tx) error { return tx.Verify(bg, id) }))
	}
}
