package main

import (
	"context"
	"errors"
	"log/slog"
	"os"

	"jinchu/activities/store/cluster"
)

// ground is a PostgreSQL of a measurement's own, in a folder of its own.
type ground struct {
	*cluster.Cluster
	home string
}

// onGround measures on one, and takes it away with all that is in it. Nothing is logged: a bench prints a summary.
func onGround(ctx context.Context, measure func(*ground) error) (err error) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	home, err := os.MkdirTemp("", "bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(home)) }()
	c, err := cluster.Start(ctx, cluster.Config{Home: home})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Stop(context.WithoutCancel(ctx))) }()
	return measure(&ground{c, home})
}
