// Package engine knows how to run the Temporal server inside this process on a PostgreSQL that
// others provide, how to show its operator page, and how to greet a Temporal elsewhere. It may
// not know what the procedures are, nor how the PostgreSQL came about.
package engine

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"time"

	"go.temporal.io/server/common/authorization"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/log"
	_ "go.temporal.io/server/common/persistence/sql/sqlplugin/postgresql" // the only store we use
	"go.temporal.io/server/temporal"

	"jinchu/policy/fault"
)

// Retention is how long a closed procedure stays in Temporal; the record itself is ours.
const Retention = 30 * 24 * time.Hour

// readyWithin is the time for schema, services and namespace together.
const readyWithin = 90 * time.Second

// Databases is the PostgreSQL that the engine keeps its two databases in.
type Databases interface {
	Ensure(ctx context.Context, database string) (made bool, err error)
	URL(database string) string
}

// Config says what the engine needs.
type Config struct {
	Databases Databases
	Database  string // name of the main database, default "temporal"; "<name>_visibility" goes with it
	Namespace string // registered if it is not there yet
	Port      int    // loopback port of the frontend; 0 takes a free one
	LogFile   string // warnings and worse go here
}

// Engine is a running Temporal server.
type Engine struct {
	server temporal.Server
	ports  ports
	access Access
	once   sync.Once
	err    error
}

// Start makes or updates the schema, starts all services on loopback and returns when the
// namespace can be worked in. When it fails nothing is left running.
//
// Faults: local.port, local.postgres.create, local.engine.schema, local.engine.failed.
func Start(ctx context.Context, c Config) (*Engine, error) {
	if c.Database == "" {
		c.Database = "temporal"
	}
	logger, err := quiet(c.LogFile)
	if err != nil {
		return nil, err
	}
	p, err := probePorts(c.Port)
	if err != nil {
		return nil, err
	}
	if err := prepare(ctx, c, logger); err != nil {
		p.release()
		return nil, err
	}
	server, err := build(c, p, logger)
	if err != nil {
		p.release()
		return nil, fault.New("local.engine.failed", "log", c.LogFile).Because(err)
	}
	e := &Engine{server: server, ports: p, access: Access{Address: p.frontend.address(), Namespace: c.Namespace}}
	if err := e.begin(ctx); err != nil {
		_ = e.Stop()
		return nil, fault.New("local.engine.failed", "log", c.LogFile).Because(err)
	}
	return e, nil
}

func (e *Engine) begin(ctx context.Context) error {
	if err := e.server.Start(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	return settle(ctx, e.access)
}

// Access is how to reach the engine.
func (e *Engine) Access() Access { return e.access }

// Stop ends all services; workers must have been stopped before. Twice is once.
func (e *Engine) Stop() error {
	e.once.Do(func() {
		e.err = e.server.Stop()
		e.ports.release()
	})
	return e.err
}

func build(c Config, p ports, logger log.Logger) (temporal.Server, error) {
	cfg, err := settings(c, p)
	if err != nil {
		return nil, err
	}
	return temporal.NewServer(
		temporal.WithConfig(cfg),
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithStaticHosts(p.hosts()),
		temporal.WithLogger(logger),
		temporal.WithNamespaceLogger(logger),
		temporal.WithDynamicConfigClient(tuning),
		temporal.WithAuthorizer(authorization.NewNoopAuthorizer()),
		temporal.WithClaimMapper(func(*config.Config) authorization.ClaimMapper {
			return authorization.NewNoopClaimMapper()
		}),
	)
}

// logLimit is the size at which a log begins anew at the next start, in bytes.
const logLimit = 16 << 20

func quiet(path string) (log.Logger, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fault.New("local.folder", "folder", filepath.Dir(path)).Because(err)
	}
	if info, err := os.Stat(path); err == nil && info.Size() > logLimit {
		_ = os.Truncate(path, 0)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fault.New("local.folder", "folder", filepath.Dir(path)).Because(err)
	}
	f.Close()
	return log.NewZapLogger(log.BuildZapLogger(log.Config{Level: "warn", OutputFile: path})), nil
}
