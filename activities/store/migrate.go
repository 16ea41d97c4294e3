package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"io/fs"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"jinchu/policy/fault"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations is the folder of numbered SQL files, for tests that build a template from them.
func Migrations() fs.FS {
	folder, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err)
	}
	return folder
}

// Migrate brings a database to this program's version: forward only, each file in its own
// transaction, under a lock that lets two programs starting at once do it once. The login user
// must be able to create the three roles, or hold them.
//
// Faults: store.newer, store.roles, store.migrate, busy.
func Migrate(ctx context.Context, url string) error { return MigrateTo(ctx, url, 0) }

// MigrateTo stops at a version; 0 is the newest. Earlier versions are for tests.
func MigrateTo(ctx context.Context, url string, version int64) error {
	config, err := pgxpool.ParseConfig(url) // takes the pool's words out, which the server does not know
	if err != nil {
		return interpret(err)
	}
	db := stdlib.OpenDB(*config.ConnConfig)
	defer db.Close()
	p, err := provider(db)
	if err != nil {
		return interpret(err)
	}
	if err := refuseNewer(ctx, p); err != nil {
		return err
	}
	if version == 0 {
		_, err = p.Up(ctx)
	} else {
		_, err = p.UpTo(ctx, version)
	}
	return failed(err)
}

func provider(db *sql.DB) (*goose.Provider, error) {
	once, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300))
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectPostgres, db, Migrations(), goose.WithSessionLocker(once), goose.WithDisableGlobalRegistry(true))
}

func refuseNewer(ctx context.Context, p *goose.Provider) error {
	found, known, err := p.GetVersions(ctx)
	if err != nil {
		return interpret(err)
	}
	if found > known {
		return fault.New("store.newer", "found", found, "known", known)
	}
	return nil
}

// failed tells a lack of rights from a migration that does not fit.
func failed(err error) error {
	if err == nil {
		return nil
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.Code == insufficientPrivilege {
		return fault.New("store.roles").Because(err)
	}
	var partial *goose.PartialError
	if errors.As(err, &partial) && partial.Failed != nil {
		return fault.New("store.migrate", "version", partial.Failed.Source.Version).Because(err)
	}
	return interpret(err)
}
