package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"
)

// ClockMovedSignal tells a rehearsal's procedure that the business clock was moved.
const ClockMovedSignal = "clock-moved"

// ClockMoved carries the new business time.
type ClockMoved struct {
	Now time.Time `json:"now"`
}

// clock is the only thing that knows what moves time: a Temporal timer in production,
// a signal in a rehearsal. Both end in reached.
type clock struct {
	Rehearsal bool      `json:"rehearsal"`
	Moved     time.Time `json:"moved"` // latest business time told to us; rehearsals only
}

// now is the business time.
func (c *clock) now(ctx workflow.Context) time.Time {
	if c.Rehearsal {
		return c.Moved
	}
	return workflow.Now(ctx)
}

// reached tells whether an instant lies at or before now.
func (c *clock) reached(ctx workflow.Context, at time.Time) bool {
	return !c.now(ctx).Before(at)
}

// moved takes a signalled time; the clock never goes back.
func (c *clock) moved(m ClockMoved) {
	if m.Now.After(c.Moved) {
		c.Moved = m.Now
	}
}

// listen receives moves until the procedure ends.
func (c *clock) listen(ctx workflow.Context) {
	moves := workflow.GetSignalChannel(ctx, ClockMovedSignal)
	workflow.Go(ctx, func(ctx workflow.Context) {
		for {
			var m ClockMoved
			moves.Receive(ctx, &m)
			c.moved(m)
		}
	})
}

// drain takes moves that arrived but were not received yet, so that none is lost at continue-as-new.
func (c *clock) drain(ctx workflow.Context) {
	moves := workflow.GetSignalChannel(ctx, ClockMovedSignal)
	var m ClockMoved
	for moves.ReceiveAsync(&m) {
		c.moved(m)
	}
}

// wait returns when the instant is reached or something happened. A zero instant waits for happened alone.
func (c *clock) wait(ctx workflow.Context, at time.Time, happened func() bool) error {
	if at.IsZero() {
		return workflow.Await(ctx, happened)
	}
	if c.Rehearsal {
		return workflow.Await(ctx, func() bool { return happened() || c.reached(ctx, at) })
	}
	_, err := workflow.AwaitWithTimeout(ctx, at.Sub(workflow.Now(ctx)), happened)
	return err
}
