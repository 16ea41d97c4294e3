package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/jackc/pgx/v5"

	"jinchu/activities/store"
)

// What is promised of permissions.
const (
	decideLimit = 1.15 // a decision to Casbin asked about the same lines, and nothing else
	flatLimit   = 1.1  // a decision among 100,000 people to one among 100
	revokeLimit = 250 * time.Millisecond
)

// permissionsBench measures what a decision costs and how soon a change of rights decides.
type permissionsBench struct {
	out      io.Writer
	home     string
	url      string
	record   *store.Store
	db       *pgx.Conn // beside the product
	tries    int       // decisions while rights change
	children int       // revokes seen from another process
	missed   []string  // promises
}

// permissions shows each promise with what was measured, and fails where one was missed.
func permissions(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("permissions", flag.ContinueOnError)
	b := &permissionsBench{out: os.Stdout}
	flags.IntVar(&b.tries, "tries", 100_000, "decisions that must be refused while rights change, and as many that must be allowed")
	flags.IntVar(&b.children, "revokes", 300, "revokes whose effect is awaited in another process")
	decider := flags.String("decider", "", "decide in a loop on this record, as the other process")
	keys := flags.String("keys", "", "of that record")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *decider != "" {
		return decide(ctx, *decider, *keys)
	}
	if err := onGround(ctx, func(g *ground) error { return b.measure(ctx, g) }); err != nil {
		return err
	}
	if len(b.missed) > 0 {
		return fmt.Errorf("missed: %v", b.missed)
	}
	return nil
}

func (b *permissionsBench) measure(ctx context.Context, g *ground) error {
	defer b.close(ctx)
	if err := b.open(ctx, g); err != nil {
		return err
	}
	for _, one := range []func(context.Context) error{b.decisions, b.lists, b.revokes, b.elsewhere} {
		if err := one(ctx); err != nil {
			return err
		}
	}
	return nil
}

// hold prints a figure beside its promise.
func (b *permissionsBench) hold(name string, kept bool, format string, args ...any) {
	said := "kept"
	if !kept {
		said, b.missed = "MISSED", append(b.missed, name)
	}
	_, _ = fmt.Fprintf(b.out, "%-44s %s: %s\n", name, fmt.Sprintf(format, args...), said)
}

// open makes a database with a county, its areas and a clerk for each of its townships.
func (b *permissionsBench) open(ctx context.Context, g *ground) (err error) {
	if _, err := g.Ensure(ctx, "bench"); err != nil {
		return err
	}
	b.home = g.home
	b.url = g.URL("bench")
	if b.record, err = program(ctx, b.url, b.home+"/keys"); err != nil {
		return err
	}
	if _, err := b.record.CreateRealm(ctx, store.Rehearsal, benchCounty, "演练县", benchBegin); err != nil {
		return err
	}
	if b.db, err = pgx.Connect(ctx, b.url); err != nil {
		return err
	}
	return b.record.Write(ctx, func(t store.Tx) error {
		if err := t.ImportUnits(ctx, area()); err != nil {
			return err
		}
		for n := range townships {
			id := fmt.Sprintf("p%d", n)
			if err := t.AddPerson(ctx, store.Person{ID: id, SignIn: id, Name: "测试" + id}, ""); err != nil {
				return err
			}
		}
		return nil
	})
}

// program opens the record as a program of its own would.
func program(ctx context.Context, url, folder string) (*store.Store, error) {
	keys, err := store.OpenKeyring(folder)
	if err != nil {
		return nil, err
	}
	return store.Open(ctx, url, keys)
}

func (b *permissionsBench) close(ctx context.Context) {
	if b.db != nil {
		_ = b.db.Close(context.WithoutCancel(ctx)) // nothing is lost with it
	}
	if b.record != nil {
		b.record.Close()
	}
}
