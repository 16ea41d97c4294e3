package cluster

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"jinchu/policy/fault"
)

const (
	readyWithin = 90 * time.Second // recovery after a crash is part of it
	stopWithin  = 30 * time.Second // then the server is stopped at once and recovers later
	glance      = 20 * time.Millisecond
)

// process is a server that this program started; done closes when it has ended.
type process struct {
	pid  int
	done chan struct{}
}

// adopt takes over the server of this place if one is alive; nil means that none is.
func (p *place) adopt(ctx context.Context) (*Cluster, error) {
	pid, port := p.postmaster()
	if !p.alive(pid) {
		return nil, nil
	}
	password, err := p.password()
	if err != nil {
		return nil, err
	}
	c := p.at(port, password)
	c.adopted = true
	err = p.await(ctx, c, func() bool { return p.alive(pid) })
	switch {
	case err == nil:
		return c, nil
	case !p.alive(pid):
		return nil, nil
	}
	return nil, fault.New("local.postgres.unreachable", "address", c.Address()).Because(err)
}

// raise makes the cluster where there is none and starts its server.
func (p *place) raise(ctx context.Context, c Config) (*Cluster, error) {
	if err := p.room(); err != nil {
		return nil, err
	}
	s, err := choose(c.suites(), p.made())
	if err != nil {
		return nil, err
	}
	password, err := p.password()
	if err != nil {
		return nil, err
	}
	if p.made() == 0 {
		if err := p.initialise(s, password); err != nil {
			return nil, err
		}
	}
	port, err := p.port()
	if err != nil {
		return nil, err
	}
	for attempt := 1; ; attempt++ {
		found, err := p.launch(ctx, s, port, password, c.Settings)
		if err == nil || attempt == 5 || ctx.Err() != nil {
			return found, err
		}
		if port, err = p.remedy(err, port); err != nil {
			return nil, err
		}
	}
}

// remedy decides whether another attempt makes sense, and on which port.
func (p *place) remedy(err error, port int) (int, error) {
	said := p.said()
	switch {
	case strings.Contains(said, "could not bind"), strings.Contains(said, "Address already in use"):
		return p.newPort()
	case strings.Contains(said, "pre-existing shared memory block"):
		time.Sleep(time.Second) // children of a killed server are still leaving
		return port, nil
	}
	return 0, err
}

// provide installs PostgreSQL where there is none and that is wanted and possible; the package
// also brings the user that the server is to run as.
func (c Config) provide(ctx context.Context) error {
	if !c.Install || !installable() || len(c.suites()) > 0 {
		return nil
	}
	if err := os.MkdirAll(elsewhere, 0o711); err != nil {
		return storage(elsewhere, err)
	}
	unlock, err := lock(filepath.Join(elsewhere, "install.lock"))
	if err != nil {
		return storage(elsewhere, err)
	}
	defer unlock()
	if len(c.suites()) > 0 { // another program has just installed it
		return nil
	}
	return install(ctx, c.Say)
}

func (c Config) suites() []suite {
	if c.find != nil {
		return c.find()
	}
	return installed()
}

// made is the release that made the data folder, 0 where there is none.
func (p *place) made() int {
	text, err := os.ReadFile(filepath.Join(p.data(), "PG_VERSION"))
	if err != nil {
		return 0
	}
	n, _ := strconv.Atoi(strings.TrimSpace(string(text)))
	return n
}

// initialise makes the data folder beside its final name, so that a broken-off attempt is
// never taken for a cluster.
func (p *place) initialise(s suite, password string) error {
	fresh, secret := p.file("data.new"), p.file("password.new")
	defer os.Remove(secret)
	if err := os.RemoveAll(fresh); err != nil {
		return storage(fresh, err)
	}
	if err := p.hand(fresh, secret, password); err != nil {
		return err
	}
	out, err := p.owner.command(s.tool("initdb"), "-D", fresh, "-U", Role, "--auth=scram-sha-256",
		"--pwfile="+secret, "--encoding=UTF8", "--locale=C", "--data-checksums").CombinedOutput()
	if err != nil {
		return p.failed(string(out), err)
	}
	if err := os.RemoveAll(p.data()); err != nil {
		return storage(p.data(), err)
	}
	if err := os.Rename(fresh, p.data()); err != nil {
		return storage(p.data(), err)
	}
	return nil
}

// hand gives the server's user an empty folder and, for the length of initdb, the password.
func (p *place) hand(fresh, secret, password string) error {
	if err := os.Mkdir(fresh, 0o700); err != nil {
		return storage(fresh, err)
	}
	if err := os.WriteFile(secret, []byte(password+"\n"), 0o600); err != nil {
		return storage(p.folder, err)
	}
	return errors.Join(p.owner.gives(fresh), p.owner.gives(secret))
}

// launch starts the server once and waits until it answers.
func (p *place) launch(ctx context.Context, s suite, port int, password string, settings map[string]string) (*Cluster, error) {
	p.forgetStale()
	log, err := os.OpenFile(p.file("server.log"), os.O_CREATE|os.O_WRONLY|os.O_TRUNC|os.O_APPEND, 0o600)
	if err != nil {
		return nil, storage(p.folder, err)
	}
	defer log.Close()
	cmd := p.owner.command(s.tool("postgres"), arguments(p.data(), port, settings)...)
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		return nil, p.failed("", err)
	}
	pr := watch(cmd)
	c := p.at(port, password)
	c.process = pr
	if err := p.await(ctx, c, pr.running); err != nil {
		_ = p.halt(context.WithoutCancel(ctx), pr)
		return nil, p.failed(p.said(), err)
	}
	return c, nil
}

func watch(cmd *exec.Cmd) *process {
	pr := &process{pid: cmd.Process.Pid, done: make(chan struct{})}
	go func() { _ = cmd.Wait(); close(pr.done) }()
	return pr
}

func (pr *process) running() bool {
	select {
	case <-pr.done:
		return false
	default:
		return true
	}
}

// arguments are the settings of the private server, in a fixed order.
func arguments(data string, port int, extra map[string]string) []string {
	all := map[string]string{
		"listen_addresses":        "127.0.0.1",
		"unix_socket_directories": "",
		"max_connections":         "200",
		"shared_buffers":          "128MB",
		"password_encryption":     "scram-sha-256",
		"timezone":                "UTC",
		"log_timezone":            "UTC",
		"log_min_messages":        "warning",
	}
	for k, v := range extra {
		all[k] = v
	}
	names := make([]string, 0, len(all))
	for k := range all {
		names = append(names, k)
	}
	sort.Strings(names)
	args := []string{"-D", data, "-p", strconv.Itoa(port)}
	for _, k := range names {
		args = append(args, "-c", k+"="+all[k])
	}
	return args
}

// await connects with the password until the server answers, has gone, or time is up.
func (p *place) await(ctx context.Context, c *Cluster, alive func() bool) error {
	ctx, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	for {
		err := probe(ctx, c.URL("postgres"))
		if err == nil {
			return nil
		}
		if !alive() || ctx.Err() != nil || refused(err) {
			return err
		}
		pause(ctx, glance)
	}
}

// refused tells an answer that will not change by waiting: a wrong password, a server too old.
func refused(err error) bool {
	var answer *pgconn.PgError
	if errors.As(err, &answer) {
		return answer.Code == "28P01" || answer.Code == "28000"
	}
	var f *fault.Fault
	return errors.As(err, &f)
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// postmaster reads the pid and port that the server wrote down; 0 where there is none.
func (p *place) postmaster() (pid, port int) {
	text, err := os.ReadFile(filepath.Join(p.data(), "postmaster.pid"))
	lines := strings.Split(string(text), "\n")
	if err != nil || len(lines) < 4 {
		return 0, 0
	}
	pid, _ = strconv.Atoi(strings.TrimSpace(lines[0]))
	port, _ = strconv.Atoi(strings.TrimSpace(lines[3]))
	return pid, port
}

// alive tells whether the pid is the server of this data folder, not another process that was
// given the number since.
func (p *place) alive(pid int) bool {
	if pid <= 1 || syscall.Kill(pid, 0) != nil {
		return false
	}
	if runtime.GOOS == "linux" {
		at, err := os.Readlink("/proc/" + strconv.Itoa(pid) + "/cwd")
		real, _ := filepath.EvalSymlinks(p.data())
		return err == nil && at == real
	}
	out, err := exec.Command("ps", "-o", "command=", "-p", strconv.Itoa(pid)).Output()
	return err == nil && strings.Contains(string(out), p.data())
}

// forgetStale removes the mark of a server that was killed, so that a stranger with its number
// cannot block the start.
func (p *place) forgetStale() {
	if pid, _ := p.postmaster(); !p.alive(pid) {
		_ = os.Remove(filepath.Join(p.data(), "postmaster.pid"))
	}
}

// halt asks for a fast shutdown and, when that takes too long, an immediate one.
func (p *place) halt(ctx context.Context, pr *process) error {
	pid, _ := p.postmaster()
	gone := func() bool { return !p.alive(pid) }
	if pr != nil {
		pid, gone = pr.pid, func() bool { return !pr.running() }
	}
	for _, ask := range []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT} {
		if gone() {
			return nil
		}
		_ = syscall.Kill(pid, ask)
		deadline := time.Now().Add(stopWithin)
		for !gone() && time.Now().Before(deadline) && ctx.Err() == nil {
			time.Sleep(glance)
		}
	}
	if !gone() {
		return fault.New("local.postgres.stop", "folder", p.folder)
	}
	return nil
}

// said is the end of the server's log.
func (p *place) said() string {
	text, _ := os.ReadFile(p.file("server.log"))
	if len(text) > 4000 {
		text = text[len(text)-4000:]
	}
	return string(text)
}

// failed reads from the server's own words what went wrong.
func (p *place) failed(said string, err error) error {
	cause := errors.Join(err, errors.New(said))
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case strings.Contains(said, "No space left on device"):
		return fault.New("local.disk.full", "folder", p.folder).Because(cause)
	case strings.Contains(said, "Permission denied"):
		return fault.New("local.folder", "folder", p.folder).Because(cause)
	}
	return fault.New("local.postgres.failed", "log", p.file("server.log")).Because(cause)
}
