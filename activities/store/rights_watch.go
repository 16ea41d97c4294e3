package store

import (
	"context"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
)

// watchAgain is how long a watch waits before it connects again.
const watchAgain = time.Second

// Watch reads rights as soon as any program changes them, until the context ends, so that the next decision need
// not. No decision rests on it: each looks at the epoch itself.
func (s *Store) Watch(ctx context.Context) {
	for ctx.Err() == nil {
		err := s.watchOnce(ctx)
		if ctx.Err() != nil {
			return
		}
		slog.WarnContext(ctx, "rights are not watched; decisions read them", "cause", err)
		select {
		case <-ctx.Done():
		case <-time.After(watchAgain):
		}
	}
}

// Watching watches beside the caller, until it calls end.
func (s *Store) Watching(ctx context.Context) (end func()) {
	ctx, stop := context.WithCancel(context.WithoutCancel(ctx))
	over := make(chan struct{})
	go func() { defer close(over); s.Watch(ctx) }()
	return func() { stop(); <-over }
}

// watchOnce listens on a connection of its own, until that is lost.
func (s *Store) watchOnce(ctx context.Context) error {
	c, err := pgx.ConnectConfig(ctx, s.pool.Config().ConnConfig)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close(context.WithoutCancel(ctx)) }() // nothing is lost with it
	if _, err := c.Exec(ctx, `listen jinchu_rights`); err != nil {
		return err
	}
	for {
		if err := s.meet(ctx); err != nil {
			return err
		}
		if _, err := c.WaitForNotification(ctx); err != nil {
			return err
		}
	}
}

// meet reads the rights of now.
func (s *Store) meet(ctx context.Context) error {
	return s.Read(ctx, func(t Tx) error {
		_, _, err := t.Rights(ctx)
		return err
	})
}
