package boot

import (
	"context"
	"fmt"
	"io"

	"go.temporal.io/sdk/client"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/workflows/wire"
)

// Run is the worker as a process of its own, told by the environment where record, keys and Temporal
// are. It works until the context ends, then finishes what it has begun.
func Run(ctx context.Context, out io.Writer) error {
	access, err := wire.Look()
	if err != nil {
		return err
	}
	s, keys, err := store.OpenFromEnvironment(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	defer s.Watching(ctx)()
	w, err := Join(ctx, s, keys, access)
	if err != nil {
		return err
	}
	defer w.Leave()
	if _, err := fmt.Fprintln(out, "进出 Jinchu: worker"); err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}

// Worker is a worker at work, with its connection.
type Worker struct {
	worker interface{ Stop() }
	client client.Client
	nights *nights
}

// Join offers the procedures of a record that is set up until Leave.
//
// Every night it holds the inboxes to the record, see JINCHU_RECONCILE_HOUR.
//
// Faults: local.engine.unreachable, .certificate, store.realm.missing, value.wrong.
func Join(ctx context.Context, s *store.Store, keys *store.Keyring, access wire.Access) (*Worker, error) {
	realm, err := s.Realm(ctx)
	if err != nil {
		return nil, err
	}
	hour, err := reconcileHour()
	if err != nil {
		return nil, err
	}
	c, err := wire.Dial(ctx, access, keys.Wire(), realm.ID)
	if err != nil {
		return nil, err
	}
	desk := record.New(s)
	w, err := Start(c, desk, realm.ID)
	if err != nil {
		c.Close()
		return nil, fault.New("local.engine.unreachable", "address", access.Address).Because(err)
	}
	return &Worker{w, c, watch(ctx, s, desk, hour)}, nil
}

// Leave finishes what was begun and closes the connection.
func (w *Worker) Leave() {
	w.nights.end()
	w.worker.Stop()
	w.client.Close()
}
