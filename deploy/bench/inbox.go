package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"time"

	"github.com/jackc/pgx/v5"

	"jinchu/activities/store"
	"jinchu/api/server"
)

// What is promised and how it is measured.
const (
	inboxPeople  = 10_000
	inboxTasks   = 100_000
	inboxReads   = 5_000
	inboxWarm    = 500
	inboxChecked = 200
	inboxLimit   = 15 * time.Millisecond
	inboxPage    = 50

	inboxSignedIn = 1_000 // of the people read about; they ask in turn
)

// inbox measures pages of the inboxes of people taken at random, as the store gives them and as the counter
// answers, beside a bare select of as many rows, and holds the pages of some of them to an independent reckoning.
func inbox(ctx context.Context, _ []string) error {
	return onGround(ctx, func(g *ground) error {
		if _, err := g.Ensure(ctx, "bench"); err != nil {
			return err
		}
		b := &inboxBench{out: os.Stdout, url: g.URL("bench"), random: rand.New(rand.NewPCG(1, 2))}
		if err := b.open(ctx, g.home); err != nil {
			return err
		}
		defer b.record.Close()
		defer b.db.Close(context.WithoutCancel(ctx))
		return b.measure(ctx)
	})
}

// inboxBench is a county with its people and what waits for them.
type inboxBench struct {
	out    io.Writer
	url    string
	db     *pgx.Conn // beside the product
	first  map[string][]string
	record *store.Store
	random *rand.Rand
	http   http.Handler
	tokens map[string]string
	people []string // in the order of reading
	asked  int
}

func (b *inboxBench) open(ctx context.Context, home string) error {
	keys, err := store.OpenKeyring(home + "/keys")
	if err != nil {
		return err
	}
	if b.record, err = store.Open(ctx, b.url, keys); err != nil {
		return err
	}
	if _, err := b.record.CreateRealm(ctx, store.Rehearsal, benchCounty, "演练县", benchBegin); err != nil {
		return err
	}
	if b.db, err = pgx.Connect(ctx, b.url); err != nil {
		return err
	}
	b.people = b.sample()
	began := time.Now()
	if err := b.fill(ctx); err != nil {
		return err
	}
	_, _ = fmt.Fprintf(b.out, "%d people, %d open tasks, made in %.1f s\n", inboxPeople, inboxTasks, time.Since(began).Seconds())
	b.http = server.Handler(server.Config{Version: "bench", Desk: server.Desk(b.record)})
	return nil
}

// measure takes the same people through each way of reading, and compares.
func (b *inboxBench) measure(ctx context.Context) error {
	if err := b.check(ctx); err != nil {
		return err
	}
	people := b.people
	if err := b.keys(ctx, people); err != nil {
		return err
	}
	bare, err := b.timed(people, func(p string) error { return b.bare(ctx, p) })
	if err != nil {
		return err
	}
	bare.print(b.out, "bare select, same rows")
	var all []timing
	for _, way := range b.ways(ctx) {
		t, err := b.timed(people, way.read)
		if err != nil {
			return fmt.Errorf("%s: %w", way.name, err)
		}
		t.print(b.out, way.name)
		all = append(all, t)
	}
	for _, t := range all {
		if t.p99 > inboxLimit {
			return fmt.Errorf("p99 is %s, promised are %s", t.p99, inboxLimit)
		}
	}
	return nil
}

type way struct {
	name string
	read func(person string) error
}

func (b *inboxBench) ways(ctx context.Context) []way {
	page := func(person string, q store.Question) error { _, err := b.page(ctx, person, q); return err }
	return []way{
		{"first page, store", func(p string) error { return page(p, store.Question{}) }},
		{"second page, store", func(p string) error { return page(p, store.Question{After: last(b.first[p])}) }},
		{"overdue, store", func(p string) error { return page(p, store.Question{Late: true}) }},
		{"one kind, store", func(p string) error { return page(p, store.Question{Kind: "cycle"}) }},
		{"first page, HTTP", b.ask},
	}
}

func last(keys []string) string {
	if len(keys) == 0 {
		return ""
	}
	return keys[len(keys)-1]
}

// page reads a person's roles and a page, in one transaction, as the counter does.
func (b *inboxBench) page(ctx context.Context, person string, q store.Question) (page store.InboxPage, err error) {
	err = b.record.Read(ctx, func(t store.Tx) error {
		q.Person, q.Limit = person, inboxPage+1
		if q.Held, err = t.Holds(ctx, person); err == nil {
			page, err = t.InboxOf(ctx, q)
		}
		return err
	})
	return page, err
}

// ask is the whole counter: token, roles, page, JSON.
func (b *inboxBench) ask(string) error {
	person := b.people[b.asked%inboxSignedIn]
	b.asked++
	r := httptest.NewRequestWithContext(context.Background(), http.MethodGet, "/api/inbox", http.NoBody)
	r.Header.Set("Authorization", "Bearer "+b.tokens[person])
	w := httptest.NewRecorder()
	b.http.ServeHTTP(w, r)
	_, err := io.Copy(io.Discard, w.Body)
	if w.Code != http.StatusOK {
		return errors.Join(err, fmt.Errorf("status %d", w.Code))
	}
	return err
}
