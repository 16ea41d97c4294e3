package server

import (
	"context"
	"fmt"
	"io"
	"os"

	"jinchu/activities/store"
	"jinchu/api/rest"
	"jinchu/workflows/wire"
)

// listenDefault is where the counter listens unless JINCHU_LISTEN says otherwise.
const listenDefault = "127.0.0.1:8420"

// Run is the counter as a process of its own, told by the environment where record, keys and Temporal
// are. It serves until the context ends.
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
	p, err := Join(ctx, s, keys, access)
	if err != nil {
		return err
	}
	defer p.Leave()
	return Serve(ctx, os.Getenv("JINCHU_LISTEN"), p.Desk, out)
}

// Serve answers until the context ends, then lets requests in flight finish. An empty address is 127.0.0.1:8420.
func Serve(ctx context.Context, address string, desk rest.Desk, out io.Writer) error {
	if address == "" {
		address = listenDefault
	}
	s, err := Start(ctx, Config{Address: address, Version: Version(), Desk: desk})
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(out, "进出 Jinchu: http://%s/api/docs\n", s.Address()); err != nil {
		return err
	}
	select {
	case err = <-s.Failed():
	case <-ctx.Done():
	}
	if stopped := s.Stop(context.WithoutCancel(ctx)); err == nil {
		err = stopped
	}
	return err
}
