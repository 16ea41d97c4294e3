package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"jinchu/policy"
	"jinchu/policy/fault"
)

// Tokens are kept as their digest alone: they are long and random, so a plain digest is enough.
func tokenDigest(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

func newToken() string { return hex.EncodeToString(random(32)) }

// BeginSession signs a person in and returns the bearer token; it is not kept and cannot be read again.
// Sessions end by the wall clock.
func (t Tx) BeginSession(ctx context.Context, person string, expires time.Time) (token string, err error) {
	err = t.exec(ctx, `
		delete from session
		where  county   = $1
		and    person   = $2
		and    expires <= clock_timestamp()`, t.realm.County, person)
	if err != nil {
		return "", err
	}
	token = newToken()
	return token, t.exec(ctx, `
		insert into session (county, secret_token, person, expires)
		values              ($1,     $2,           $3,     $4)`, t.realm.County, tokenDigest(token), person, expires)
}

// SessionOf finds who bears a token at a wall-clock time. Fault: store.session, also for a disabled account.
func (t Tx) SessionOf(ctx context.Context, token string, now time.Time) (Person, error) {
	p, err := one[Person](ctx, t, "session", `
		select p.id, p.sign_in, p.name, false
		from   session s
		join   person  p on p.county = s.county and p.id = s.person
		where  s.county       = $1
		and    s.secret_token = $2
		and    s.expires      > $3
		and    p.disabled    is null`, t.realm.County, tokenDigest(token), now)
	if fault.CodeOf(err) == "unknown" {
		return Person{}, fault.New("store.session")
	}
	return p, err
}

// EndSession signs one bearer out; a token that is not known is no error.
func (t Tx) EndSession(ctx context.Context, token string) error {
	return t.exec(ctx, `
		delete from session
		where  county       = $1
		and    secret_token = $2`, t.realm.County, tokenDigest(token))
}

// EndSessions signs a person out everywhere.
func (t Tx) EndSessions(ctx context.Context, person string) error {
	return t.exec(ctx, `
		delete from session
		where  county = $1
		and    person = $2`, t.realm.County, person)
}

// OfferSetup makes the one-time link of the first administrator; one that was made before and not used
// works no longer.
func (t Tx) OfferSetup(ctx context.Context, expires time.Time) (token string, err error) {
	err = t.exec(ctx, `
		delete from setup_link
		where  county = $1
		and    used  is null`, t.realm.County)
	if err != nil {
		return "", err
	}
	token = newToken()
	return token, t.exec(ctx, `
		insert into setup_link (county, secret_token, expires)
		values                 ($1,     $2,           $3)`, t.realm.County, tokenDigest(token), expires)
}

// UseSetup uses the link up, in the transaction that makes the administrator. Fault: store.session
// where it was used, is over, or never was.
func (t Tx) UseSetup(ctx context.Context, token string, now time.Time) error {
	var used time.Time
	err := t.tx.QueryRow(ctx, `
		update setup_link
		set    used         = $3
		where  county       = $1
		and    secret_token = $2
		and    used        is null
		and    expires      > $3
		returning used`, t.realm.County, tokenDigest(token), now).Scan(&used)
	if errors.Is(err, pgx.ErrNoRows) {
		return fault.New("store.session")
	}
	return interpret(err)
}

// Setup is what the bearer of a setup link tells of themselves.
type Setup struct {
	Token    string
	SignIn   string
	Name     string
	Password string
}

// SetUp makes the first administrator of the county and signs them in until expires, if that is set; the
// link is used up in the same transaction. Fault: store.session.
func (s *Store) SetUp(ctx context.Context, u Setup, now, expires time.Time) (p Person, token string, err error) {
	hash, err := HashPassword(ctx, u.Password)
	if err != nil {
		return Person{}, "", err
	}
	p = Person{ID: NewID(), SignIn: u.SignIn, Name: u.Name}
	err = s.Write(ctx, func(t Tx) error {
		if err := t.UseSetup(ctx, u.Token, now); err != nil {
			return err
		}
		if err := t.AddPerson(ctx, p, hash); err != nil {
			return err
		}
		today, err := t.Today(ctx)
		if err != nil {
			return err
		}
		role := string(policy.Administrator)
		err = t.Assign(ctx, Assignment{ID: NewID(), Person: p.ID, Role: role, Unit: t.realm.County, From: today.Start()})
		if err != nil {
			return err
		}
		if !expires.IsZero() {
			if token, err = t.BeginSession(ctx, p.ID, expires); err != nil {
				return err
			}
		}
		return t.Note(ctx, "set_up", p.ID, role, nil)
	})
	return p, token, err
}
