package boot

import (
	"context"
	"log/slog"
	"os"
	"strconv"
	"time"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
)

const (
	reconcileAt = 3  // o'clock in Asia/Shanghai, unless JINCHU_RECONCILE_HOUR says otherwise
	never       = -1 // JINCHU_RECONCILE_HOUR=off
	lookEvery   = time.Minute
)

// reconcileHour reads JINCHU_RECONCILE_HOUR: 0 to 23, or off. Fault: value.wrong.
func reconcileHour() (int, error) {
	text := os.Getenv("JINCHU_RECONCILE_HOUR")
	switch text {
	case "":
		return reconcileAt, nil
	case "off":
		return never, nil
	}
	hour, err := strconv.Atoi(text)
	if err != nil || hour < 0 || hour > 23 {
		return 0, fault.New("value.wrong", "field", "JINCHU_RECONCILE_HOUR", "why", "0–23, off")
	}
	return hour, nil
}

// Due tells whether a reconciliation is to begin at a time: the hour has come since the last one began, or
// since the program did where there was none. What was missed while nothing ran is made up for at once.
func Due(now, last time.Time, hour int) bool {
	if hour == never {
		return false
	}
	local := now.In(calendar.Zone)
	turn := time.Date(local.Year(), local.Month(), local.Day(), hour, 0, 0, 0, calendar.Zone)
	if turn.After(now) {
		turn = turn.AddDate(0, 0, -1)
	}
	return last.Before(turn)
}

// nights is the nightly reconciliation of a program.
type nights struct {
	stop context.CancelFunc
	over chan struct{}
}

// watch waits for the hour until end. Programs beside it may wait too: one compares, the others leave it.
func watch(ctx context.Context, s *store.Store, desk *record.Desk, hour int) *nights {
	ctx, stop := context.WithCancel(context.WithoutCancel(ctx))
	n := &nights{stop, make(chan struct{})}
	began := time.Now()
	go func() {
		defer close(n.over)
		tick := time.NewTicker(lookEvery)
		defer tick.Stop()
		for {
			if err := night(ctx, s, desk, began, hour); err != nil && ctx.Err() == nil {
				slog.WarnContext(ctx, "inboxes not reconciled, trying again", "fault", fault.CodeOf(err))
			}
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
	}()
	return n
}

// end stops waiting; one under way is broken off, and begun again by whoever runs next.
func (n *nights) end() {
	n.stop()
	<-n.over
}

func night(ctx context.Context, s *store.Store, desk *record.Desk, began time.Time, hour int) error {
	last := began
	err := s.Read(ctx, func(tx store.Tx) error {
		runs, err := tx.Reconciliations(ctx, "", 1)
		if len(runs) > 0 {
			last = runs[0].Started
		}
		return err
	})
	if err != nil || !Due(time.Now(), last, hour) {
		return err
	}
	r, _, err := desk.Reconcile(ctx)
	if fault.CodeOf(err) == "reconciliation.running" {
		return nil
	}
	slog.InfoContext(ctx, "inboxes reconciled", "cases", r.Cases, "differences", r.Differences, "mended", r.Mended)
	return err
}
