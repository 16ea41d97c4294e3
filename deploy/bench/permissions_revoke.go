package main

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/fault"
)

const (
	decideAtOnce = 8
	staying      = "p0" // holds the role throughout
)

// changing is what is known for certain of somebody's right: it counts the grants and revokes that have come back
// committed, and those that have begun.
type changing struct {
	begun, done atomic.Int64 // even: nothing is held
}

// churn is a role that is given and taken back all the while, beside decisions, with what came of them.
type churn struct {
	*permissionsBench
	other                                                      *store.Store // the program that decides
	people                                                     []changing
	stale, wrong, refused, allowed, changes, meanwhile, latest atomic.Int64
}

// revokes takes a role from people and gives it back, again and again, from one program, while another decides.
// Somebody whose revoke had come back before the decision began, and whose next grant had not begun when it ended,
// must be refused; somebody who holds the role throughout must be allowed.
func (b *permissionsBench) revokes(ctx context.Context) error {
	other, err := program(ctx, b.url, b.home+"/keys")
	if err != nil {
		return err
	}
	defer other.Close()
	if err := b.give(ctx, staying, 0); err != nil {
		return err
	}
	c := &churn{permissionsBench: b, other: other, people: make([]changing, townships)}
	running, stop := context.WithCancel(ctx)
	var changers errgroup.Group
	for n := 1; n < townships; n += 8 {
		changers.Go(func() error { return c.change(ctx, running, n) })
	}
	began := time.Now()
	deciders, deciding := errgroup.WithContext(ctx)
	for d := range decideAtOnce {
		deciders.Go(func() error { return c.decide(deciding, d) })
	}
	err = deciders.Wait()
	stop()
	err = errors.Join(err, changers.Wait())
	b.hold("stale allows after a revoke", err == nil && c.stale.Load() == 0, "%d of %d, %d changes in %s; %d decided while a change was under way",
		c.stale.Load(), c.refused.Load(), c.changes.Load(), time.Since(began).Round(time.Second), c.meanwhile.Load())
	b.hold("wrong refusals beside them", err == nil && c.wrong.Load() == 0, "%d of %d", c.wrong.Load(), c.allowed.Load())
	return err
}

// change gives and takes back the role of eight people in turn while it runs, and ends with nobody holding it.
func (c *churn) change(ctx, running context.Context, first int) error {
	for round := 0; running.Err() == nil; round++ {
		for who := first; who < min(first+8, townships); who++ {
			if err := c.flip(ctx, &c.people[who], fmt.Sprintf("p%d", who), round); err != nil {
				return err
			}
			c.changes.Add(2)
			c.latest.Store(int64(who))
		}
	}
	return nil
}

// decide asks about whoever stays, and about one of the others: every second time the one changed last.
func (c *churn) decide(ctx context.Context, n int) error {
	for tries := int64(c.tries); c.refused.Load() < tries || c.allowed.Load() < tries; n++ {
		ok, err := mayQualify(ctx, c.other, staying)
		if err != nil {
			return err
		}
		c.allowed.Add(1)
		if !ok {
			c.wrong.Add(1)
		}
		who := 1 + n%(townships-1)
		if last := int(c.latest.Load()); n%2 == 0 && last > 0 {
			who = last
		}
		before := c.people[who].done.Load()
		if ok, err = mayQualify(ctx, c.other, fmt.Sprintf("p%d", who)); err != nil {
			return err
		}
		if before%2 != 0 || c.people[who].begun.Load() != before {
			c.meanwhile.Add(1)
			continue
		}
		c.refused.Add(1)
		if ok {
			c.stale.Add(1)
		}
	}
	return nil
}

// flip gives the role and takes it back a little later.
func (b *permissionsBench) flip(ctx context.Context, s *changing, who string, round int) error {
	s.begun.Add(1)
	if err := b.give(ctx, who, round); err != nil {
		return err
	}
	s.done.Add(1)
	select {
	case <-time.After(5 * time.Millisecond):
	case <-ctx.Done():
	}
	s.begun.Add(1)
	defer s.done.Add(1)
	return b.record.Write(ctx, func(t store.Tx) error { return t.Unassign(ctx, fmt.Sprintf("%s-%d", who, round), benchBegin) })
}

func clerkship(id, who string) store.Assignment {
	return store.Assignment{ID: id, Person: who, Role: string(policy.TownshipClerk), Unit: firstTown, From: benchBegin.AddDate(0, 0, -1)}
}

const firstTown = "990101100000"

func (b *permissionsBench) give(ctx context.Context, who string, round int) error {
	return b.record.Write(ctx, func(t store.Tx) error { return t.Assign(ctx, clerkship(fmt.Sprintf("%s-%d", who, round), who)) })
}

// mayQualify decides as an act does: in a transaction that writes.
func mayQualify(ctx context.Context, s *store.Store, person string) (bool, error) {
	err := s.Write(ctx, func(t store.Tx) error {
		held, err := t.Holds(ctx, person)
		if err != nil {
			return err
		}
		_, err = t.Permit(ctx, policy.Request{Assignments: held, Unit: firstTown, Kind: "application", Act: "qualify"})
		return err
	})
	if fault.CodeOf(err) == "forbidden" {
		return false, nil
	}
	return err == nil, err
}
