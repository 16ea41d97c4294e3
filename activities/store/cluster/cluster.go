// Package cluster knows how to come by a PostgreSQL of at least version 14: the one named by a
// URL, or a private one that it finds, makes, starts, adopts and stops. It may not know what is
// stored there, nor Temporal, nor any rule or procedure.
package cluster

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"jinchu/policy/fault"
)

// OldestMajor is the oldest PostgreSQL release that Jinchu runs on.
const OldestMajor = 14

// Role is the superuser of a private cluster.
const Role = "jinchu"

// Config says which PostgreSQL is wanted and where a private one lives.
type Config struct {
	DatabaseURL string              // an existing server; empty means a private cluster
	Home        string              // folder of the private cluster, e.g. "<clone>/.jinchu"
	Install     bool                // as root on Debian, a missing PostgreSQL may be installed
	Settings    map[string]string   // further server settings, e.g. {"fsync": "off"} in tests
	Say         func(zh, en string) // told of everything unusual in one sentence; may be nil
	find        func() []suite      // test seam: where binaries are looked for
}

// Cluster is a running PostgreSQL.
type Cluster struct {
	base    url.URL // without database
	query   url.Values
	private *place
	process *process
	adopted bool
	lent    bool   // another program runs it
	own     string // database named by DATABASE_URL
}

// Start returns a PostgreSQL that answers: the one of DatabaseURL after a check of its version,
// or the private cluster in Home, which is made at the first start, and adopted where it is
// still running from an earlier one. When it fails nothing of its own is left running.
//
// Faults: local.postgres.missing, .old, .version, .unreachable, .encoding, .failed,
// local.disk.full, local.folder.
func Start(ctx context.Context, c Config) (*Cluster, error) {
	if c.Say == nil {
		c.Say = func(string, string) {}
	}
	if c.DatabaseURL != "" {
		return join(ctx, c.DatabaseURL)
	}
	if err := c.provide(ctx); err != nil {
		return nil, err
	}
	p, err := settle(c.Home, c.Say)
	if err != nil {
		return nil, err
	}
	if found, err := p.adopt(ctx); found != nil || err != nil {
		return found, err
	}
	return p.raise(ctx, c)
}

// Private tells whether the cluster is Jinchu's own, not one named by a URL.
func (c *Cluster) Private() bool { return c.private != nil }

// Adopted tells whether the server was already running, left over from an earlier start.
func (c *Cluster) Adopted() bool { return c.adopted }

// Folder is where a private cluster keeps its data, port, password and log; "" for another's.
func (c *Cluster) Folder() string {
	if c.private == nil {
		return ""
	}
	return c.private.folder
}

// URL is the address of a database on this server, password included: never print it.
// An empty name is the database named by DATABASE_URL, or "postgres" in a private cluster.
func (c *Cluster) URL(database string) string {
	if database == "" {
		database = c.own
	}
	u := c.base
	u.Path = "/" + database
	u.RawQuery = c.query.Encode()
	return u.String()
}

// Address is host and port, fit to be shown.
func (c *Cluster) Address() string { return c.base.Host }

// Ensure makes a database of that name where there is none, and tells whether it made it.
// Fault: local.postgres.create when the role may not create databases.
func (c *Cluster) Ensure(ctx context.Context, database string) (made bool, err error) {
	conn, err := pgx.Connect(ctx, c.URL(""))
	if err != nil {
		return false, fault.New("local.postgres.unreachable", "address", c.Address()).Because(err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	var there bool
	err = conn.QueryRow(ctx, `select exists (select from pg_database where datname = $1)`, database).Scan(&there)
	if err != nil || there {
		return false, err
	}
	_, err = conn.Exec(ctx, `create database `+pgx.Identifier{database}.Sanitize()+` template template0 encoding 'UTF8'`)
	if err != nil {
		return false, fault.New("local.postgres.create", "database", database).Because(err)
	}
	return true, nil
}

// Stop shuts a private server down fast: clients are cut off, nothing committed is lost.
// It does nothing to a server named by DATABASE_URL. Stopping twice is stopping once.
func (c *Cluster) Stop(ctx context.Context) error {
	if c.private == nil || c.lent {
		return nil
	}
	return c.private.halt(ctx, c.process)
}

// join checks a server that others run.
func join(ctx context.Context, address string) (*Cluster, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || (u.Scheme != "postgres" && u.Scheme != "postgresql") {
		return nil, fault.New("local.postgres.url")
	}
	c := &Cluster{base: url.URL{Scheme: "postgres", User: u.User, Host: u.Host}, query: plain(u), own: databaseOf(u)}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	if err := probe(ctx, c.URL("")); err != nil {
		var f *fault.Fault
		if errors.As(err, &f) {
			return nil, err
		}
		return nil, fault.New("local.postgres.unreachable", "address", u.Host).Because(err)
	}
	return c, nil
}

// plain drops the words of pgxpool ("pool_max_conns"): a single connection and the Temporal
// server would pass them on to PostgreSQL, which knows no such setting.
func plain(u *url.URL) url.Values {
	q := u.Query()
	for name := range q {
		if strings.HasPrefix(name, "pool_") {
			q.Del(name)
		}
	}
	return q
}

func databaseOf(u *url.URL) string {
	if len(u.Path) > 1 {
		return u.Path[1:]
	}
	if name := u.User.Username(); name != "" {
		return name
	}
	return "postgres"
}

// probe connects and refuses a server that is too old or does not speak UTF-8.
func probe(ctx context.Context, address string) error {
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	var number, encoding string
	err = conn.QueryRow(ctx, `select current_setting('server_version_num'), current_setting('server_encoding')`).
		Scan(&number, &encoding)
	if err != nil {
		return err
	}
	if n, _ := strconv.Atoi(number); n/10000 < OldestMajor {
		return fault.New("local.postgres.old", "found", n/10000, "oldest", OldestMajor)
	}
	if encoding != "UTF8" {
		return fault.New("local.postgres.encoding", "found", encoding)
	}
	return nil
}
