package main

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"jinchu/activities/store"
)

// elsewhere takes a role away here and awaits, in another process, the epoch that the change made: from the commit's
// return to that process's knowing it without having been asked. Its decisions need not wait for that: each asks.
func (b *permissionsBench) elsewhere(ctx context.Context) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, 5*time.Minute)
	defer stop()
	child := exec.CommandContext(ctx, self, "permissions", "--decider", b.url, "--keys", b.home+"/keys") //nolint:gosec // this program
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		return err
	}
	if err := child.Start(); err != nil {
		return err
	}
	defer func() { stop(); _ = child.Wait() }() // it is ended by the context
	heard := bufio.NewScanner(out)
	if !heard.Scan() {
		return fmt.Errorf("the other process said nothing: %w", heard.Err())
	}
	var took []time.Duration
	for n := range b.children {
		who := fmt.Sprintf("p%d", 1+n%(townships-1))
		id := fmt.Sprintf("elsewhere-%d", n)
		if err := b.record.Write(ctx, func(t store.Tx) error { return t.Assign(ctx, clerkship(id, who)) }); err != nil {
			return err
		}
		if err := b.record.Write(ctx, func(t store.Tx) error { return t.Unassign(ctx, id, benchBegin) }); err != nil {
			return err
		}
		began := time.Now()
		want, err := b.epoch(ctx)
		if err != nil {
			return err
		}
		for heard.Scan() {
			var epoch int64
			var at int64
			if _, err := fmt.Fscan(strings.NewReader(heard.Text()), &epoch, &at); err != nil {
				return err
			}
			if epoch >= want {
				took = append(took, max(0, time.Unix(0, at).Sub(began)))
				break
			}
		}
	}
	if err := heard.Err(); err != nil || len(took) < b.children {
		return fmt.Errorf("the other process ended after %d: %w", len(took), err)
	}
	slices.Sort(took)
	p99 := took[len(took)*99/100]
	b.hold("known in another process, p99", p99 <= revokeLimit, "%.1f ms of %d (p50 %.1f, ≤ 250 ms)", ms(p99), len(took), ms(took[len(took)/2]))
	return nil
}

func (b *permissionsBench) epoch(ctx context.Context) (epoch int64, err error) {
	err = b.db.QueryRow(ctx, `select epoch from rights where county = $1`, benchCounty).Scan(&epoch)
	return epoch, err
}

// lookEvery is how often the other process looks at what it knows.
const lookEvery = 200 * time.Microsecond

// decide is the other process: it watches, and says each epoch it comes to know with the time it did.
func decide(ctx context.Context, url, keys string) error {
	s, err := program(ctx, url, keys)
	if err != nil {
		return err
	}
	defer s.Close()
	slog.SetDefault(slog.New(slog.DiscardHandler)) // what it says is its epochs
	defer s.Watching(ctx)()
	last := int64(0)
	for ctx.Err() == nil {
		if now := s.Epoch(); now != last {
			if _, err := fmt.Fprintln(os.Stdout, now, time.Now().UnixNano()); err != nil {
				return err
			}
			last = now
		}
		time.Sleep(lookEvery) // the figure is no finer; what it waits for is looked at, not assumed
	}
	return nil
}
