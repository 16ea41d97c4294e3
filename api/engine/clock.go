package engine

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"

	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/workflows"
)

// How long an advance waits for one deadline's reactions, and how often it looks.
const (
	reactTime = 30 * time.Second
	lookEvery = 5 * time.Millisecond
)

// Advance moves a rehearsal's clock, deadline by deadline, and returns when every procedure with one at
// or before the new time has recorded its reaction. A time that has passed is store.clock.back, a
// production database store.clock.real; a procedure that does not react in time is clock.stuck, and the
// clock then stands at its deadline.
func (e *Engine) Advance(ctx context.Context, to time.Time) error {
	if e.realm.Kind != store.Rehearsal {
		return fault.New("store.clock.real")
	}
	for {
		due, err := e.due(ctx, to)
		if err != nil {
			return err
		}
		if len(due) == 0 {
			return e.set(ctx, to)
		}
		at, err := e.reach(ctx, due[0].At)
		if err != nil {
			return err
		}
		if err := e.react(ctx, at); err != nil {
			return err
		}
	}
}

// reach sets the clock to a deadline, or leaves it where it is already later.
func (e *Engine) reach(ctx context.Context, at time.Time) (time.Time, error) {
	err := e.store.Write(ctx, func(tx store.Tx) error {
		now, err := tx.Now(ctx)
		if err != nil || !now.Before(at) {
			at = now
			return err
		}
		return tx.Advance(ctx, at)
	})
	return at, err
}

func (e *Engine) set(ctx context.Context, to time.Time) error {
	return e.store.Write(ctx, func(tx store.Tx) error { return tx.Advance(ctx, to) })
}

func (e *Engine) due(ctx context.Context, until time.Time) (due []store.Deadline, err error) {
	err = e.store.Read(ctx, func(tx store.Tx) error {
		due, err = tx.DeadlinesUntil(ctx, until)
		return err
	})
	return due, err
}

// react tells every case with a deadline at or before the time, and waits until none is left open.
func (e *Engine) react(ctx context.Context, at time.Time) error {
	ctx, cancel := context.WithTimeout(ctx, reactTime)
	defer cancel()
	told := map[string]bool{}
	for {
		due, err := e.due(ctx, at)
		if err != nil {
			return stuck(ctx, err)
		}
		if len(due) == 0 {
			return nil
		}
		if err := e.tellAll(ctx, at, due, told); err != nil {
			return stuck(ctx, err)
		}
		select {
		case <-ctx.Done():
			return stuck(ctx, ctx.Err())
		case <-time.After(lookEvery):
		}
	}
}

// tellAll tells each case once.
func (e *Engine) tellAll(ctx context.Context, at time.Time, due []store.Deadline, told map[string]bool) error {
	var g errgroup.Group
	g.SetLimit(relayWidth)
	for _, d := range due {
		if told[d.Case] {
			continue
		}
		told[d.Case] = true
		g.Go(func() error {
			standing, err := e.standing(ctx, d.Case)
			if err != nil {
				return err
			}
			if err := e.start(ctx, standing.Kind, standing.ID); err != nil {
				return err
			}
			return e.tell(ctx, standing.Kind, d.Case, workflows.ClockMovedSignal, workflows.ClockMoved{Now: at})
		})
	}
	return g.Wait()
}

func stuck(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return fault.New("clock.stuck").Because(err)
	}
	return err
}
