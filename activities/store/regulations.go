package store

import (
	"context"
	"time"
)

// Regulation is one version of a county's rules file.
type Regulation struct {
	ID      string
	Version int
	Text    string // YAML, as the officer signed it
	Digest  string
	Status  string // draft, adopted, withdrawn
	By      string
	Created time.Time // wall clock
	Title   string    // for lists
}

// AddRegulation keeps a text as the next version and returns its number; the same digest as the
// newest version is that version.
func (t Tx) AddRegulation(ctx context.Context, r Regulation) (version int, err error) {
	err = t.exec(ctx, `select pg_advisory_xact_lock(hashtext($1 || ' regulation ' || $2))`, t.realm.County, r.ID)
	if err != nil {
		return 0, err
	}
	err = t.tx.QueryRow(ctx, `
		with newest as (
			select version, digest
			from   regulation
			where  county = $1
			and    id     = $2
			order  by version desc
			limit  1
		), added as (
			insert into regulation (county, id, version, text, digest, status, by, title)
			select $1, $2, coalesce((select version from newest), 0) + 1, $3, $4, $5, $6, $7
			where  not exists (select from newest where digest = $4)
			returning version
		)
		select version from added
		union  all
		select version from newest
		order  by version desc
		limit  1`, t.realm.County, r.ID, r.Text, r.Digest, r.Status, r.By, r.Title).Scan(&version)
	return version, interpret(err)
}

// Regulation reads a version; 0 is the newest. Fault: unknown.
func (t Tx) Regulation(ctx context.Context, id string, version int) (Regulation, error) {
	return one[Regulation](ctx, t, "regulation", `
		select id, version, text, digest, status, by, created, title
		from   regulation
		where  county = $1
		and    id     = $2
		and    ($3 = 0 or version = $3)
		order  by version desc
		limit  1`, t.realm.County, id, version)
}

// Regulations lists all versions without their text.
func (t Tx) Regulations(ctx context.Context) ([]Regulation, error) {
	return list[Regulation](ctx, t, `
		select id, version, '', digest, status, by, created, title
		from   regulation
		where  county = $1
		order  by id, version`, t.realm.County)
}

// SetRegulationStatus adopts or withdraws a version.
func (t Tx) SetRegulationStatus(ctx context.Context, id string, version int, status string) error {
	return t.exec(ctx, `
		update regulation
		set    status  = $4
		where  county  = $1
		and    id      = $2
		and    version = $3`, t.realm.County, id, version, status)
}
