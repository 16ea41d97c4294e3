package main

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"jinchu/activities/store/cluster"
)

// watcher looks into the record from outside.
type watcher struct{ db *pgx.Conn }

// watch connects to a database of a home, as soon as it is there.
func watch(ctx context.Context, home, database string, atMost time.Duration) (*watcher, error) {
	ctx, cancel := context.WithTimeout(ctx, atMost)
	defer cancel()
	for {
		w, err := look(ctx, home, database)
		if err == nil {
			return w, nil
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("look into %s: %w", database, err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func look(ctx context.Context, home, database string) (*watcher, error) {
	found, err := cluster.Find(ctx, home)
	if err != nil {
		return nil, err
	}
	db, err := pgx.Connect(ctx, found.URL(database))
	if err != nil {
		return nil, err
	}
	w := &watcher{db}
	if _, err := w.commands(ctx); err != nil {
		return nil, err
	}
	return w, nil
}

func (w *watcher) close(ctx context.Context) { _ = w.db.Close(ctx) }

// counts are the commands of a record: all, and those their procedures do not know to be decided.
type counts struct{ All, Open, Decided int }

// inside tells whether an act is under way.
func (c counts) inside() bool { return c.Open+c.Decided > 0 }

func (w *watcher) commands(ctx context.Context) (c counts, err error) {
	err = w.db.QueryRow(ctx, `
		select count(*),
		       count(*) filter (where acknowledged is null and state  = 'open'),
		       count(*) filter (where acknowledged is null and state <> 'open')
		from   command`).Scan(&c.All, &c.Open, &c.Decided)
	return c, err
}

// caseSeq is the step the record stands at.
func (w *watcher) caseSeq(ctx context.Context, id string) (seq int64, err error) {
	err = w.db.QueryRow(ctx, `select seq from case_file where id = $1`, id).Scan(&seq)
	return seq, err
}
