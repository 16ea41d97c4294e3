// Package store knows how the record is kept in PostgreSQL: tables, locks, seals, the audit and the
// path of an act. It may not know who uses it, no procedure, no web, and no rule: what is lawful is
// asked of its caller, inside the transaction that writes it down.
package store

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Store is the record of one realm. It is safe for concurrent use.
type Store struct {
	pool   *pgxpool.Pool
	keys   *Keyring
	realm  atomic.Pointer[Realm]
	rights rights
}

// connections is how many a program holds at most, unless its URL says pool_max_conns. An act holds
// one, so this bounds the acts in flight; those above it wait.
const connections = 16

// Open migrates the database if need be and connects as the application's role.
//
// Faults: store.newer, store.roles, store.migrate, store.keys.other, busy.
func Open(ctx context.Context, url string, keys *Keyring) (*Store, error) {
	if err := Migrate(ctx, url); err != nil {
		return nil, err
	}
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, interpret(err)
	}
	if !strings.Contains(url, "pool_max_conns") {
		config.MaxConns = connections
	}
	config.AfterConnect = func(ctx context.Context, c *pgx.Conn) error {
		_, err := c.Exec(ctx, `set role jinchu_app`)
		return err
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, interpret(err)
	}
	s := &Store{pool: pool, keys: keys}
	if err := s.recogniseRealm(ctx); err != nil {
		pool.Close()
		return nil, err
	}
	if err := s.offerPolicy(ctx); err != nil {
		pool.Close()
		return nil, err
	}
	return s, nil
}

// Close gives all connections back.
func (s *Store) Close() { s.pool.Close() }

// Tx is one transaction on the record. All subjects are methods of it, so that one act can write
// several of them at once. It ends with the function it was given to.
type Tx struct {
	tx      pgx.Tx
	keys    *Keyring
	realm   Realm
	decides *deciding
}

// Read runs do in a read-only transaction that sees one moment of the record.
func (s *Store) Read(ctx context.Context, do func(Tx) error) error {
	return s.within(ctx, pgx.TxOptions{AccessMode: pgx.ReadOnly, IsoLevel: pgx.RepeatableRead}, do)
}

// Write runs do in a transaction: all of it is kept, or nothing where do returns an error.
func (s *Store) Write(ctx context.Context, do func(Tx) error) error {
	return s.within(ctx, pgx.TxOptions{}, do)
}

func (s *Store) within(ctx context.Context, o pgx.TxOptions, do func(Tx) error) error {
	realm, err := s.Realm(ctx)
	if err != nil {
		return err
	}
	return interpret(pgx.BeginTxFunc(ctx, s.pool, o, func(tx pgx.Tx) error {
		return do(Tx{tx: tx, keys: s.keys, realm: realm, decides: &deciding{known: &s.rights, writes: o.AccessMode != pgx.ReadOnly}})
	}))
}

// Here is the county and realm this transaction works in.
func (t Tx) Here() Realm { return t.realm }

func (t Tx) exec(ctx context.Context, sql string, args ...any) error {
	_, err := t.tx.Exec(ctx, sql, args...)
	return interpret(err)
}

// list reads all rows of a query into structs by position.
func list[T any](ctx context.Context, t Tx, sql string, args ...any) ([]T, error) {
	rows, err := t.tx.Query(ctx, sql, args...)
	if err != nil {
		return nil, interpret(err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowToStructByPos[T])
	return all, interpret(err)
}

// one reads the single row of a query; none is the fault "unknown".
func one[T any](ctx context.Context, t Tx, what, sql string, args ...any) (T, error) {
	rows, err := t.tx.Query(ctx, sql, args...)
	if err != nil {
		var none T
		return none, interpret(err)
	}
	found, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[T])
	return found, missing(err, what)
}

// NewID makes a random name for a row: 32 hexadecimal digits that say nothing.
func NewID() string { return hex.EncodeToString(random(16)) }

func random(n int) []byte {
	raw := make([]byte, n)
	_, _ = rand.Read(raw) // never fails since Go 1.24
	return raw
}

// moment is an instant as PostgreSQL keeps it: UTC, microseconds.
func moment(at time.Time) time.Time { return at.UTC().Truncate(time.Microsecond) }
