package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/activities/store/cluster"
	"jinchu/deploy/local/steps"
	"jinchu/policy/fault"
)

// onRecord are the options of commands that work on the record itself, beside a running program or without one.
type onRecord struct {
	Home     string `default:".jinchu" help:"Folder for data, logs and the lock. A running program there is used, not disturbed."`
	Database string `default:"jinchu" placeholder:"NAME" help:"Database in the private cluster; that of a rehearsal, for one."`
}

// with opens the record for one deed. Its steps are not told: what such a command prints is its answer.
func (o onRecord) with(ctx context.Context, do func(*store.Store, *record.Desk) error) (err error) {
	around, err := look()
	if err != nil {
		return fault.New("value.wrong", "field", "environment", "why", err)
	}
	r := &room{options: options{Home: o.Home}, around: around}
	leave, err := r.reach(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, leave(context.WithoutCancel(ctx))) }()
	folder, err := filepath.Abs(o.Home)
	if err != nil {
		return fault.New("local.folder", "folder", o.Home).Because(err)
	}
	keys, err := store.OpenKeyring(filepath.Join(folder, "keys"))
	if err != nil {
		return err
	}
	url := r.postgres.URL("")
	if r.postgres.Private() {
		url = r.postgres.URL(o.Database)
	}
	s, err := store.Open(ctx, url, keys)
	if err != nil {
		return err
	}
	defer s.Close()
	return do(s, record.New(s))
}

// reach finds PostgreSQL of the program that runs in the home, or starts it for as long as it is needed.
func (r *room) reach(ctx context.Context) (leave func(context.Context) error, err error) {
	home, err := steps.Enter(r.options.Home)
	if fault.CodeOf(err) == "local.running" {
		_, err := r.find(ctx)
		return func(context.Context) error { return nil }, err
	}
	if err != nil {
		return nil, err
	}
	r.home = home
	if r.postgres, err = cluster.Start(ctx, cluster.Config{DatabaseURL: r.around.DatabaseURL, Home: home.Folder()}); err != nil {
		home.Leave()
		return nil, err
	}
	return func(ctx context.Context) error { defer home.Leave(); return r.postgres.Stop(ctx) }, nil
}

// find reads where the program that runs in the home has PostgreSQL and Temporal.
func (r *room) find(ctx context.Context) (there running, err error) {
	folder, err := filepath.Abs(r.options.Home)
	if err != nil {
		return there, fault.New("local.folder", "folder", r.options.Home).Because(err)
	}
	text, err := os.ReadFile(filepath.Join(folder, "running.json"))
	if err != nil {
		return there, fault.New("local.running", "folder", folder, "pid", "?").Because(err)
	}
	if err := json.Unmarshal(text, &there); err != nil {
		return there, fault.New("local.running", "folder", folder, "pid", "?").Because(err)
	}
	r.temporal = there.Temporal
	if r.around.Temporal.Address != "" {
		r.temporal = r.around.Temporal
	}
	if there.Private {
		r.postgres, err = cluster.Find(ctx, folder)
	} else {
		r.postgres, err = cluster.Start(ctx, cluster.Config{DatabaseURL: r.around.DatabaseURL, Home: folder})
	}
	return there, err
}
