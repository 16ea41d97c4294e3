package server

import (
	"context"

	"go.temporal.io/sdk/client"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/api/engine"
	"jinchu/api/rest"
	"jinchu/policy"
	"jinchu/policy/fault"
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
	desk, err := Desk(s)
	if err != nil {
		return nil, err
	}
	realm, err := s.Realm(ctx)
	if err != nil {
		return nil, err
	}
	c, err := wire.Dial(ctx, access, keys.Wire(), realm.ID)
	if err != nil {
		return nil, err
	}
	desk.Cases = record.New(s)
	e := engine.New(c, s, desk.Cases, realm)
	desk.Engine, desk.Receipts = e, desk.Cases
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

// Desk joins a record with the policy of this program.
func Desk(s *store.Store) (rest.Desk, error) {
	p, err := policy.New(policy.Lines())
	if err != nil {
		return rest.Desk{}, fault.New("internal").Because(err)
	}
	return rest.Desk{Record: s, Policy: p}, nil
}
