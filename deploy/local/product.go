package main

import (
	"context"
	"net"
	"strconv"

	"jinchu/activities/store"
	"jinchu/api/server"
	"jinchu/deploy/local/steps"
)

// product is what stands on the engine room, in the order of starting. Each step takes what it
// needs from the room (postgres, temporal, home) and adds to places where people can look.
// It is the only wiring between the launcher and the product.
func product(r *room) []steps.Step {
	return []steps.Step{
		{Zh: "档案库", En: "Record", Start: r.openRecord},
		{Zh: "接口", En: "API", Start: r.openCounter},
	}
}

// recordDatabase holds the record; Temporal's databases stand beside it.
const recordDatabase = "jinchu"

// openRecord makes or migrates the record, and its keys on the first start. The keys lie beside the
// data, not in it: a copy of the database alone opens nothing.
func (r *room) openRecord(ctx context.Context) (s steps.Started, err error) {
	if _, err := r.postgres.Ensure(ctx, recordDatabase); err != nil {
		return s, err
	}
	keys, err := store.OpenKeyring(r.home.File("keys"))
	if err != nil {
		return s, err
	}
	r.record, err = store.Open(ctx, r.postgres.URL(recordDatabase), keys)
	if err != nil {
		return s, err
	}
	return steps.Started{Stop: func(context.Context) error { r.record.Close(); return nil }}, nil
}

// openCounter serves the API on loopback.
func (r *room) openCounter(ctx context.Context) (s steps.Started, err error) {
	desk, err := server.Desk(r.record)
	if err != nil {
		return s, err
	}
	counter, err := server.Start(ctx, server.Config{Desk: desk, Version: server.Version(),
		Address: net.JoinHostPort("127.0.0.1", strconv.Itoa(r.options.Port))})
	if err != nil {
		return s, err
	}
	at := "http://" + counter.Address() + "/api/docs"
	r.places = append(r.places, place{"接口说明", "API, readable", at})
	return steps.Started{Note: at, Stop: counter.Stop}, nil
}
