package main

import (
	"context"
	"errors"
	"net"
	"strconv"
	"time"

	"jinchu/activities/store"
	"jinchu/api/server"
	"jinchu/deploy/local/founding"
	"jinchu/deploy/local/steps"
	"jinchu/worker/boot"
)

// product is what stands on the engine room, in the order of starting. Each step takes what it
// needs from the room (postgres, temporal, home) and adds to places where people can look.
// It is the only wiring between the launcher and the product.
func product(r *room, w founding.Wish) []steps.Step {
	return []steps.Step{
		{Zh: "档案库", En: "Record", Start: r.openRecord},
		{Zh: "本县", En: "County", Start: func(ctx context.Context) (steps.Started, error) { return r.found(ctx, w) }},
		{Zh: "流程", En: "Procedures", Start: r.startWorker},
		{Zh: "接口", En: "API", Start: r.openCounter},
	}
}

// recordDatabase holds the record in a private cluster; Temporal's databases stand beside it. Elsewhere the
// record lies in the database that DATABASE_URL names, where the API as a process of its own looks too.
const recordDatabase = "jinchu"

func (r *room) recordURL(ctx context.Context) (string, error) {
	if !r.postgres.Private() {
		return r.postgres.URL(""), nil
	}
	_, err := r.postgres.Ensure(ctx, recordDatabase)
	return r.postgres.URL(recordDatabase), err
}

// openRecord makes or migrates the record, and its keys on the first start. The keys lie beside the
// data, not in it: a copy of the database alone opens nothing.
func (r *room) openRecord(ctx context.Context) (s steps.Started, err error) {
	url, err := r.recordURL(ctx)
	if err != nil {
		return s, err
	}
	r.keys, err = store.OpenKeyring(r.home.File("keys"))
	if err != nil {
		return s, err
	}
	r.record, err = store.Open(ctx, url, r.keys)
	if err != nil {
		return s, err
	}
	end := r.record.Watching(ctx)
	return steps.Started{Stop: func(context.Context) error { end(); r.record.Close(); return nil }}, nil
}

// found sets the database up on the first start, and takes it as it is on every other.
func (r *room) found(ctx context.Context, w founding.Wish) (s steps.Started, err error) {
	r.founded, err = founding.Found(ctx, r.record, r.postgres.Private(), w, time.Now())
	return steps.Started{Note: r.founded.Realm.Name + " · " + r.founded.Realm.Kind}, err
}

// startWorker offers the procedures of this record.
func (r *room) startWorker(ctx context.Context) (s steps.Started, err error) {
	w, err := boot.Join(ctx, r.record, r.keys, r.temporal)
	if err != nil {
		return s, err
	}
	return steps.Started{Stop: func(context.Context) error { w.Leave(); return nil }}, nil
}

// openCounter serves the API on loopback.
func (r *room) openCounter(ctx context.Context) (s steps.Started, err error) {
	c, err := r.counter(ctx, net.JoinHostPort("127.0.0.1", strconv.Itoa(r.options.Port)))
	if err != nil {
		return s, err
	}
	at := "http://" + c.Address() + "/api/docs"
	r.places = append(r.places, place{"接口说明", "API, readable", at})
	fingerprint, err := r.fingerprint(ctx)
	if err != nil {
		return s, errors.Join(err, c.stop(context.WithoutCancel(ctx)))
	}
	r.places = append(r.places, place{"本县签名公钥的指纹（请公布）", "Fingerprint of the county's key (make it public)", fingerprint + "  http://" + c.Address() + "/api/county-key"})
	if link := r.founded.Link; link != "" {
		r.places = append(r.places, place{"设立管理员（一次有效，24小时内）", "First administrator (works once, within 24 h)",
			"http://" + c.Address() + "/setup?token=" + link})
	}
	return steps.Started{Note: at, Stop: c.stop}, nil
}

// fingerprint is that of the key with which the county signs unless asked otherwise.
func (r *room) fingerprint(ctx context.Context) (fingerprint string, err error) {
	err = r.record.Read(ctx, func(t store.Tx) error {
		keys, err := t.CountyKeys(ctx)
		if err == nil {
			fingerprint = keys[0].Fingerprint
		}
		return err
	})
	return fingerprint, err
}

// counter is the API joined to the procedures of the record.
type counter struct {
	*server.Server
	joined *server.Procedures
}

func (r *room) counter(ctx context.Context, address string) (*counter, error) {
	joined, err := server.Join(ctx, r.record, r.keys, r.temporal)
	if err != nil {
		return nil, err
	}
	s, err := server.Start(ctx, server.Config{Desk: joined.Desk, Version: server.Version(), Address: address})
	if err != nil {
		joined.Leave()
		return nil, err
	}
	return &counter{s, joined}, nil
}

// stop answers what is under way, then leaves the procedures.
func (c *counter) stop(ctx context.Context) error {
	defer c.joined.Leave()
	return c.Stop(ctx)
}
