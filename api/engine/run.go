package engine

import (
	"context"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/workflows"
)

// How often the record is asked what procedures do not know, and how old an open command must be
// before it counts as left behind: both together stay far below the half minute within which record
// and procedure must agree after a crash.
const (
	sweepEvery = 2 * time.Second
	sweepAfter = 5 * time.Second
	relayEvery = time.Second
	atOnce     = 100
)

// anchorEvery is how often it is asked whether a new day wants its anchor.
const anchorEvery = time.Minute

// Run tells procedures what the record has for them, until the context ends: cases to begin, cases
// that were moved by an act on another one, commands nobody acknowledged. It anchors the audit once a day
// too. Several may run at once.
func (e *Engine) Run(ctx context.Context) {
	var all errgroup.Group
	all.Go(func() error { e.every(ctx, relayEvery, e.kicked, e.relay); return nil })
	all.Go(func() error { e.every(ctx, sweepEvery, nil, e.sweep); return nil })
	all.Go(func() error { e.every(ctx, anchorEvery, nil, e.anchor); return nil })
	_ = all.Wait()
}

// anchor adds the day's link to the county's chain where it is not there yet.
func (e *Engine) anchor(ctx context.Context) error {
	_, _, err := e.store.Anchor(ctx, false)
	return err
}

// every does a job at once, then again at each tick or kick. What fails is tried at the next tick.
func (e *Engine) every(ctx context.Context, pause time.Duration, kicked <-chan struct{}, job func(context.Context) error) {
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		if err := job(ctx); err != nil && ctx.Err() == nil {
			slog.WarnContext(ctx, "a task beside the acts failed, trying again", "fault", fault.CodeOf(err))
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-kicked:
		}
	}
}

// relay empties the outbox of what concerns procedures.
func (e *Engine) relay(ctx context.Context) error {
	for {
		var some []store.Message
		err := e.store.Write(ctx, func(tx store.Tx) (err error) {
			some, err = tx.Take(ctx, atOnce, record.BeginMessage, record.MovedMessage)
			return err
		})
		if err != nil || len(some) == 0 {
			return err
		}
		if err := e.relayAll(ctx, some); err != nil {
			return err
		}
	}
}

// relayWidth bounds how many procedures are told at once.
const relayWidth = 8

func (e *Engine) relayAll(ctx context.Context, some []store.Message) error {
	failed := make([]error, len(some))
	var g errgroup.Group
	g.SetLimit(relayWidth)
	for i, m := range some {
		g.Go(func() error { failed[i] = e.relayOne(ctx, m); return nil })
	}
	_ = g.Wait()
	return e.store.Write(ctx, func(tx store.Tx) error {
		for i, m := range some {
			if failed[i] != nil {
				if err := tx.Unsent(ctx, m.ID, "procedure", 0); err != nil {
					return err
				}
				continue
			}
			if err := tx.Sent(ctx, m.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

func (e *Engine) relayOne(ctx context.Context, m store.Message) error {
	at, err := e.standing(ctx, m.Case)
	if err != nil {
		return err
	}
	if m.Kind == record.BeginMessage {
		return e.start(ctx, at.Kind, at.ID)
	}
	return e.tell(ctx, at.Kind, at.ID, workflows.RecordMovedSignal, nil)
}

// sweep takes care of commands that were left behind: an open one is delivered again, of a decided one
// the procedure is told.
func (e *Engine) sweep(ctx context.Context) error {
	left, err := e.store.OpenCommands(ctx, time.Now().Add(-sweepAfter), atOnce)
	if err != nil {
		return err
	}
	for _, w := range left {
		if err := e.sweepOne(ctx, w); err != nil {
			return err
		}
	}
	return nil
}

func (e *Engine) sweepOne(ctx context.Context, w store.Waiting) error {
	if w.State != store.CommandOpen {
		if err := e.tell(ctx, w.Kind, w.Case, workflows.RecordMovedSignal, nil); err != nil {
			return err
		}
		return e.store.Acknowledge(ctx, w.Key)
	}
	c, err := e.store.Command(ctx, w.Key)
	if err != nil || c.Result != nil {
		return err
	}
	_, err = e.deliver(ctx, c)
	if fault.CodeOf(err) == "act.pending" {
		return nil // its turn comes again
	}
	return err
}
