package server

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"jinchu/activities/store"
	"jinchu/api/rest"
	"jinchu/policy"
	"jinchu/policy/fault"
)

// listenDefault is where the counter listens unless JINCHU_LISTEN says otherwise.
const listenDefault = "127.0.0.1:8420"

// Environment is what a process of its own is told from outside.
type Environment struct {
	Listen      string // JINCHU_LISTEN, host:port
	DatabaseURL string // DATABASE_URL, of the database that holds the record
	Home        string // JINCHU_HOME, the folder in which "keys" lie
}

// Run serves until the context ends, then lets requests in flight finish.
func Run(ctx context.Context, e Environment, out io.Writer) error {
	desk, err := e.desk(ctx)
	if err != nil {
		return err
	}
	defer desk.Record.Close()
	if e.Listen == "" {
		e.Listen = listenDefault
	}
	s, err := Start(ctx, Config{Address: e.Listen, Version: Version(), Desk: desk})
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

// desk opens the record, which the launcher has set up, and the policy.
func (e Environment) desk(ctx context.Context) (d rest.Desk, err error) {
	if e.DatabaseURL == "" {
		return d, fault.New("value.missing", "field", "DATABASE_URL")
	}
	if e.Home == "" {
		e.Home = ".jinchu"
	}
	keys, err := store.OpenKeyring(filepath.Join(e.Home, "keys"))
	if err != nil {
		return d, err
	}
	record, err := store.Open(ctx, e.DatabaseURL, keys)
	if err != nil {
		return d, err
	}
	return Desk(record)
}

// Desk joins a record with the policy of this program.
func Desk(record *store.Store) (rest.Desk, error) {
	p, err := policy.New(policy.Lines())
	if err != nil {
		return rest.Desk{}, fault.New("internal").Because(err)
	}
	return rest.Desk{Record: record, Policy: p}, nil
}
