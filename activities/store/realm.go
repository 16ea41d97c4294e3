package store

import (
	"bytes"
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"jinchu/policy/fault"
)

// Kinds of a realm.
const (
	Production = "production" // real people, real time
	Rehearsal  = "rehearsal"  // invented people, time moved by hand; so for ever
)

// Realm is what a database is.
type Realm struct {
	ID     string // random; begins task queue and workflow IDs
	Kind   string // Production or Rehearsal
	County string // 12-digit code
	Name   string // of the county
}

// CreateRealm sets an empty database up. A database that is set up already in the same kind and
// county is taken as it is. The county itself is the first unit. Begin is the first business time of a
// rehearsal and ignored otherwise.
//
// Faults: store.realm.kind, store.keys.other.
func (s *Store) CreateRealm(ctx context.Context, kind, county, name string, begin time.Time) (Realm, error) {
	var clock *time.Time
	if kind == Rehearsal {
		at := moment(begin)
		clock = &at
	}
	id := NewID()
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `select pg_advisory_xact_lock(hashtext('jinchu realm'))`); err != nil {
			return err
		}
		if made, err := hasRealm(ctx, tx); made || err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `insert into county (code, name) values ($1, $2)`, county, name)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `
			insert into unit (county, code, valid_from,   name, level)
			values           ($1,     $1,   '1949-10-01', $2,   'county')`, county, name)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `
			insert into realm (county, id, kind, business_now, secret_key_check)
			values            ($1,     $2, $3,   $4,           $5)`,
			county, id, kind, clock, s.keys.check(id))
		if err != nil {
			return err
		}
		return foundPolicy(ctx, tx, county)
	})
	if err != nil {
		return Realm{}, interpret(err)
	}
	return s.expect(ctx, kind, county)
}

func hasRealm(ctx context.Context, tx pgx.Tx) (made bool, err error) {
	err = tx.QueryRow(ctx, `select exists (select from realm)`).Scan(&made)
	return made, err
}

func (s *Store) expect(ctx context.Context, kind, county string) (Realm, error) {
	r, err := s.Realm(ctx)
	if err != nil {
		return Realm{}, err
	}
	if r.Kind != kind || r.County != county {
		return Realm{}, fault.New("store.realm.kind", "found", r.Kind+" "+r.County, "wanted", kind+" "+county)
	}
	return r, nil
}

// Realm tells what this database is. Fault: store.realm.missing before the first start is over.
func (s *Store) Realm(ctx context.Context) (Realm, error) {
	if s.realm.Load() == nil {
		if err := s.recogniseRealm(ctx); err != nil {
			return Realm{}, err
		}
	}
	if r := s.realm.Load(); r != nil {
		return *r, nil
	}
	return Realm{}, fault.New("store.realm.missing")
}

// recogniseRealm reads the realm once and refuses keys that belong to another one.
func (s *Store) recogniseRealm(ctx context.Context) error {
	var r Realm
	var check []byte
	err := s.pool.QueryRow(ctx, `
		select r.id, r.kind, r.county, c.name, r.secret_key_check
		from   realm r
		join   county c on c.code = r.county`).Scan(&r.ID, &r.Kind, &r.County, &r.Name, &check)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return interpret(err)
	}
	if !bytes.Equal(check, s.keys.check(r.ID)) {
		return fault.New("store.keys.other")
	}
	s.realm.Store(&r)
	return nil
}

// Now is business time: real time in production, the clock that people move in a rehearsal.
// Legal dates and deadlines are learned from it alone.
func (t Tx) Now(ctx context.Context) (time.Time, error) {
	var now time.Time
	err := t.tx.QueryRow(ctx, `
		select coalesce(business_now, clock_timestamp())
		from   realm
		where  county = $1`, t.realm.County).Scan(&now)
	return moment(now), missing(err, "realm")
}

// Advance moves a rehearsal's clock. Faults: store.clock.back, store.clock.real.
func (t Tx) Advance(ctx context.Context, to time.Time) error {
	return t.exec(ctx, `
		update realm
		set    business_now = $2
		where  county = $1`, t.realm.County, moment(to))
}
