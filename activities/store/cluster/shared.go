package cluster

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// TB is what ForTests needs of a test.
type TB interface {
	Helper()
	Cleanup(func())
	Fatalf(format string, args ...any)
}

// settingsOfTests trade the safety of data, which tests do not need, for speed.
var settingsOfTests = map[string]string{
	"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off",
	"max_connections": "400", "shared_buffers": "128MB", "max_wal_size": "2GB",
}

// beat is how often a test program says that it still uses the shared cluster.
const beat = 10 * time.Second

// step is how often the watcher looks for leases.
const step = 5 * time.Second

var (
	sharedOnce sync.Once
	shared     *Cluster
	sharedErr  error
)

// ForTests returns the URL of a fresh, empty database on the cluster that all test programs of
// this user share, fit for pgxpool.New. The first program starts the cluster; the database goes
// when the test ends, the cluster when no program has used it for a minute. A machine without
// PostgreSQL fails the test: nothing is skipped.
func ForTests(t TB) string {
	t.Helper()
	c := SharedForTests(t)
	name := "t_" + token()
	if _, err := c.Ensure(context.Background(), name); err != nil {
		t.Fatalf("database for the test: %v", err)
	}
	t.Cleanup(func() { c.drop(name) })
	return c.URL(name)
}

// CopyForTests is ForTests with the content of a template: the first caller of a key on this
// cluster builds the template once (migrations, say) and all others copy it.
// The key is part of a database's name: a hash of what build does, in [a-z0-9]{1,40}.
func CopyForTests(t TB, key string, build func(address string) error) string {
	t.Helper()
	c := SharedForTests(t)
	template, name := "tpl_"+key, "t_"+token()
	if err := c.template(template, build); err != nil {
		t.Fatalf("template %s for the test: %v", key, err)
	}
	if err := c.execute(`create database ` + quoted(name) + ` template ` + quoted(template)); err != nil {
		t.Fatalf("database for the test: %v", err)
	}
	t.Cleanup(func() { c.drop(name) })
	return c.URL(name)
}

// SharedForTests is the shared cluster itself, for tests that make databases of their own.
func SharedForTests(t TB) *Cluster {
	t.Helper()
	sharedOnce.Do(func() { shared, sharedErr = lease(context.Background(), sharedHome(), step) })
	if sharedErr != nil {
		t.Fatalf("the tests' PostgreSQL: %v", sharedErr)
	}
	return shared
}

func sharedHome() string {
	return filepath.Join(os.TempDir(), fmt.Sprintf("jinchu-tests-%d", os.Geteuid()))
}

// lease joins the shared cluster of a folder, under its lock, and keeps the lease alive for as
// long as this program runs.
func lease(ctx context.Context, home string, look time.Duration) (*Cluster, error) {
	c := Config{Install: true, Settings: settingsOfTests, Say: func(string, string) {}}
	if err := c.provide(ctx); err != nil {
		return nil, err
	}
	p, err := settle(home, c.Say)
	if err != nil {
		return nil, err
	}
	if err := p.ours(); err != nil {
		return nil, err
	}
	unlock, err := lock(p.file("lock"))
	if err != nil {
		return nil, storage(p.folder, err)
	}
	defer unlock()
	if err := p.sign(ctx); err != nil {
		return nil, err
	}
	found, err := p.adopt(ctx)
	if err != nil {
		return nil, err
	}
	if found == nil {
		if found, err = p.raiseAnew(ctx, c); err != nil {
			return nil, err
		}
	}
	return found, p.guard(look)
}

// ours refuses a folder that another user put in our way.
func (p *place) ours() error {
	for _, folder := range []string{filepath.Dir(p.folder), p.folder} {
		var s syscall.Stat_t
		if err := syscall.Lstat(folder, &s); err != nil || int(s.Uid) != os.Geteuid() {
			return storage(folder, os.ErrPermission)
		}
	}
	return nil
}

// raiseAnew throws away what a dead cluster left, which without fsync may be broken.
func (p *place) raiseAnew(ctx context.Context, c Config) (*Cluster, error) {
	p.forgetStale()
	if err := os.RemoveAll(p.data()); err != nil {
		return nil, storage(p.data(), err)
	}
	return p.raise(ctx, c)
}

// sign writes this program's lease and renews it. A watcher that is just closing the cluster
// is waited for; it may begin between our look and our lease, so we look again.
func (p *place) sign(ctx context.Context) error {
	mine := filepath.Join(p.file("leases"), strconv.Itoa(os.Getpid()))
	for {
		deadline := time.Now().Add(2 * stopWithin)
		for p.closing() && time.Now().Before(deadline) {
			pause(ctx, 5*glance)
		}
		if err := os.RemoveAll(p.file("closing")); err != nil {
			return storage(p.folder, err)
		}
		if err := os.MkdirAll(p.file("leases"), 0o700); err != nil {
			return storage(p.folder, err)
		}
		err := os.WriteFile(mine, nil, 0o600)
		if err == nil && !p.closing() {
			go renew(mine)
			return nil
		}
		if err != nil && !os.IsNotExist(err) || ctx.Err() != nil {
			return storage(mine, errors.Join(err, ctx.Err()))
		}
	}
}

func (p *place) closing() bool {
	_, err := os.Stat(p.file("closing"))
	return err == nil
}

func renew(path string) {
	for range time.Tick(beat) {
		_ = os.WriteFile(path, nil, 0o600)
		now := time.Now()
		_ = os.Chtimes(path, now, now)
	}
}

// lock waits for the exclusive use of a file; the system releases it when the program dies.
func lock(path string) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		f.Close()
		return nil, err
	}
	return func() { f.Close() }, nil
}

// template builds a template once; several programs may ask at the same time.
func (c *Cluster) template(name string, build func(address string) error) error {
	unlock, err := lock(c.private.file(name + ".lock"))
	if err != nil {
		return err
	}
	defer unlock()
	draft := name + "_draft"
	if made, err := c.has(name); err != nil || made {
		return err
	}
	c.drop(draft)
	if _, err := c.Ensure(context.Background(), draft); err != nil {
		return err
	}
	if err := build(c.URL(draft)); err != nil {
		return err
	}
	return c.execute(`alter database ` + quoted(draft) + ` rename to ` + quoted(name))
}

func (c *Cluster) has(database string) (there bool, err error) {
	conn, err := pgx.Connect(context.Background(), c.URL(""))
	if err != nil {
		return false, err
	}
	defer conn.Close(context.Background())
	err = conn.QueryRow(context.Background(),
		`select exists (select from pg_database where datname = $1)`, database).Scan(&there)
	return there, err
}

func (c *Cluster) drop(database string) {
	_ = c.execute(`drop database if exists ` + quoted(database) + ` with (force)`)
}

func (c *Cluster) execute(sql string) error {
	conn, err := pgx.Connect(context.Background(), c.URL(""))
	if err != nil {
		return err
	}
	defer conn.Close(context.Background())
	_, err = conn.Exec(context.Background(), sql)
	return err
}

func quoted(name string) string { return pgx.Identifier{name}.Sanitize() }

func token() string {
	raw := make([]byte, 8)
	_, _ = rand.Read(raw)
	return hex.EncodeToString(raw)
}
