package server

import (
	"context"
	"fmt"
	"io"
)

// listenDefault is where the counter listens unless JINCHU_LISTEN says otherwise.
const listenDefault = "127.0.0.1:8420"

// Run serves until the context ends, then lets requests in flight finish. An empty address is 127.0.0.1:8420.
func Run(ctx context.Context, address string, out io.Writer) error {
	if address == "" {
		address = listenDefault
	}
	s, err := Start(ctx, address, Version())
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
