package server

import (
	"context"

	"go.temporal.io/sdk/client"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/api/engine"
	"jinchu/api/rest"
	"jinchu/workflows/wire"
)

// Procedures is a desk joined to the procedures of its realm, with what must run beside it.
type Procedures struct {
	Desk   rest.Desk
	client client.Client
	stop   context.CancelFunc
	over   chan struct{}
}

// Join makes the desk of a record that is set up, and keeps telling procedures what the record has for
// them until Leave.
//
// Faults: local.engine.unreachable, .certificate, store.realm.missing.
func Join(ctx context.Context, s *store.Store, keys *store.Keyring, access wire.Access) (*Procedures, error) {
	realm, err := s.Realm(ctx)
	if err != nil {
		return nil, err
	}
	c, err := wire.Dial(ctx, access, keys.Wire(), realm.ID)
	if err != nil {
		return nil, err
	}
	cases := record.New(s)
	e := engine.New(c, s, cases, realm)
	desk := rest.Desk{Record: s, Cases: cases, Engine: e, Receipts: cases}
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	p := &Procedures{Desk: desk, client: c, stop: stop, over: make(chan struct{})}
	go func() { defer close(p.over); e.Run(running) }()
	return p, nil
}

// Leave stops telling and closes the connection.
func (p *Procedures) Leave() {
	p.stop()
	<-p.over
	p.client.Close()
}

// Desk is that of a record without procedures.
func Desk(s *store.Store) rest.Desk { return rest.Desk{Record: s} }
