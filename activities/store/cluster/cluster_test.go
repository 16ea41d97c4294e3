package cluster_test

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"jinchu/activities/store/cluster"
	"jinchu/policy/fault"
)

// quick makes throw-away clusters cheap; nothing in them is worth a power failure.
var quick = map[string]string{"fsync": "off", "shared_buffers": "16MB"}

func start(t *testing.T, home string) *cluster.Cluster {
	t.Helper()
	c, err := cluster.Start(context.Background(), cluster.Config{Home: home, Settings: quick, Install: true})
	require.NoError(t, err)
	t.Cleanup(func() { _ = c.Stop(context.Background()) })
	return c
}

// home is a folder that an unprivileged user can walk to; t.TempDir is closed to others.
func home(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "jinchu-cluster-")
	require.NoError(t, err)
	require.NoError(t, os.Chmod(dir, 0o711))
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return filepath.Join(dir, ".jinchu")
}

func ask(t *testing.T, c *cluster.Cluster, sql string) string {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), c.URL(""))
	require.NoError(t, err)
	defer conn.Close(context.Background())
	var answer string
	require.NoError(t, conn.QueryRow(context.Background(), sql).Scan(&answer))
	return answer
}

func run(t *testing.T, c *cluster.Cluster, sql string) {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), c.URL(""))
	require.NoError(t, err)
	defer conn.Close(context.Background())
	_, err = conn.Exec(context.Background(), sql)
	require.NoError(t, err)
}

func postmaster(t *testing.T, c *cluster.Cluster) int {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(c.Folder(), "data", "postmaster.pid"))
	require.NoError(t, err)
	pid, err := strconv.Atoi(strings.Split(string(text), "\n")[0])
	require.NoError(t, err)
	return pid
}

func TestPrivateClusterIsMadeAsPromised(t *testing.T) {
	t.Parallel()
	c := start(t, home(t))
	require.True(t, c.Private())
	require.False(t, c.Adopted())
	for setting, want := range map[string]string{
		"listen_addresses": "127.0.0.1", "server_encoding": "UTF8", "data_checksums": "on",
		"password_encryption": "scram-sha-256", "lc_collate": "C", "unix_socket_directories": "",
	} {
		if setting == "lc_collate" {
			require.Equal(t, want, ask(t, c, `select datcollate from pg_database where datname = 'postgres'`))
			continue
		}
		require.Equal(t, want, ask(t, c, `select current_setting('`+setting+`')`), setting)
	}
	info, err := os.Stat(filepath.Join(c.Folder(), "password"))
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	pid := postmaster(t, c)
	session, err := getsid(pid)
	require.NoError(t, err)
	require.Equal(t, pid, session, "a session of its own")
}

func TestWrongPasswordIsRefused(t *testing.T) {
	t.Parallel()
	c := start(t, home(t))
	_, err := pgx.Connect(context.Background(), strings.Replace(c.URL(""), "jinchu:", "jinchu:x", 1))
	require.ErrorContains(t, err, "28P01")
}

func TestSecondStartAdoptsAndSeesTheData(t *testing.T) {
	t.Parallel()
	folder := home(t)
	first := start(t, folder)
	run(t, first, `create table kept (word text); insert into kept values ('here')`)
	second := start(t, folder)
	require.True(t, second.Adopted())
	require.Equal(t, first.Address(), second.Address())
	require.Equal(t, "here", ask(t, second, `select word from kept`))
	require.NoError(t, second.Stop(context.Background()))
	require.NoError(t, second.Stop(context.Background()), "twice is once")
	third := start(t, folder)
	require.False(t, third.Adopted())
	require.Equal(t, first.Address(), third.Address(), "the port is kept")
	require.Equal(t, "here", ask(t, third, `select word from kept`))
}

func TestStartAfterTheServerWasKilled(t *testing.T) {
	t.Parallel()
	folder := home(t)
	first := start(t, folder)
	run(t, first, `create table kept (word text); insert into kept values ('here')`)
	require.NoError(t, syscall.Kill(postmaster(t, first), syscall.SIGKILL))
	second := start(t, folder)
	require.Equal(t, "here", ask(t, second, `select word from kept`))
}

func TestPidOfAStrangerDoesNotBlockTheStart(t *testing.T) {
	t.Parallel()
	folder := home(t)
	first := start(t, folder)
	mark := filepath.Join(first.Folder(), "data", "postmaster.pid")
	text, err := os.ReadFile(mark)
	require.NoError(t, err)
	require.NoError(t, first.Stop(context.Background()))
	lines := strings.Split(string(text), "\n")
	lines[0] = strconv.Itoa(os.Getpid())
	require.NoError(t, os.WriteFile(mark, []byte(strings.Join(lines, "\n")), 0o600))
	require.False(t, start(t, folder).Adopted())
}

func TestPortTakenMeanwhileIsReplaced(t *testing.T) {
	t.Parallel()
	folder := home(t)
	first := start(t, folder)
	require.NoError(t, first.Stop(context.Background()))
	l, err := net.Listen("tcp4", first.Address())
	require.NoError(t, err)
	defer l.Close()
	require.NotEqual(t, first.Address(), start(t, folder).Address())
}

func TestBrokenOffInitialisationIsBegunAgain(t *testing.T) {
	t.Parallel()
	folder := home(t)
	half := filepath.Join(folder, "pg", "data.new")
	require.NoError(t, os.MkdirAll(half, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(half, "PG_VERSION"), []byte("15"), 0o600))
	require.NoError(t, os.Chmod(folder, 0o711))
	require.NoError(t, os.Chmod(filepath.Join(folder, "pg"), 0o711))
	require.Equal(t, "1", ask(t, start(t, folder), `select '1'`))
}

func TestEnsureMakesADatabaseOnce(t *testing.T) {
	t.Parallel()
	c := start(t, home(t))
	made, err := c.Ensure(context.Background(), "county-1")
	require.NoError(t, err)
	require.True(t, made)
	made, err = c.Ensure(context.Background(), "county-1")
	require.NoError(t, err)
	require.False(t, made)
}

func TestFaultsOfTheMachine(t *testing.T) {
	t.Parallel()
	blocked := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(blocked, nil, 0o600))
	cases := []struct {
		name   string
		config cluster.Config
		code   string
	}{
		{"home is a file", cluster.Config{Home: blocked}, "local.folder"},
		{"address is no address", cluster.Config{DatabaseURL: "nonsense"}, "local.postgres.url"},
		{"nobody listens", cluster.Config{DatabaseURL: "postgres://u:p@127.0.0.1:1/x"}, "local.postgres.unreachable"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := cluster.Start(context.Background(), c.config)
			require.Equal(t, c.code, fault.CodeOf(err))
			require.NotContains(t, err.Error(), "u:p", "no password in a sentence")
		})
	}
}

func TestDatabaseURLIsUsedAndNeverStopped(t *testing.T) {
	t.Parallel()
	own := start(t, home(t))
	c, err := cluster.Start(context.Background(), cluster.Config{DatabaseURL: own.URL("postgres")})
	require.NoError(t, err)
	require.False(t, c.Private())
	require.Empty(t, c.Folder())
	require.NoError(t, c.Stop(context.Background()))
	require.Equal(t, "1", ask(t, own, `select '1'`))
	run(t, own, `create database narrow template template0 encoding 'SQL_ASCII'`)
	_, err = cluster.Start(context.Background(), cluster.Config{DatabaseURL: own.URL("narrow")})
	require.Equal(t, "local.postgres.encoding", fault.CodeOf(err))
}

func getsid(pid int) (int, error) {
	id, _, errno := syscall.Syscall(syscall.SYS_GETSID, uintptr(pid), 0, 0)
	if errno != 0 {
		return 0, errno
	}
	return int(id), nil
}

func TestFoundClusterIsNotStoppedByTheFinder(t *testing.T) {
	t.Parallel()
	folder := home(t)
	_, err := cluster.Find(context.Background(), folder)
	require.Equal(t, "local.postgres.none", fault.CodeOf(err))
	c := start(t, folder)
	found, err := cluster.Find(context.Background(), folder)
	require.NoError(t, err)
	require.NoError(t, found.Stop(context.Background()))
	require.Equal(t, "1", ask(t, c, `select '1'`))
	ended := []<-chan struct{}{c.Ended(), found.Ended()}
	require.NoError(t, c.Stop(context.Background()))
	for _, gone := range ended {
		<-gone
	}
}

func TestWordsOfThePoolAreLeftOut(t *testing.T) {
	t.Parallel()
	own := start(t, home(t))
	c, err := cluster.Start(context.Background(), cluster.Config{DatabaseURL: own.URL("postgres") + "&pool_max_conns=3"})
	require.NoError(t, err)
	require.NotContains(t, c.URL(""), "pool_")
}

// A package that is installed later brings the user postgres; data made by nobody stay nobody's.
func TestDataStayWithTheirUser(t *testing.T) {
	t.Parallel()
	folder := home(t)
	first := start(t, folder)
	data := filepath.Join(first.Folder(), "data")
	run(t, first, `create table kept (word text); insert into kept values ('here')`)
	require.NoError(t, first.Stop(context.Background()))
	owner := os.Geteuid()
	if owner == 0 {
		owner = 65534
		require.NoError(t, filepath.WalkDir(data, func(path string, _ os.DirEntry, err error) error {
			require.NoError(t, err)
			return os.Lchown(path, owner, owner)
		}))
	}
	second := start(t, folder)
	require.Equal(t, "here", ask(t, second, `select word from kept`))
	var s syscall.Stat_t
	require.NoError(t, syscall.Stat(filepath.Join(data, "postmaster.pid"), &s))
	require.Equal(t, owner, int(s.Uid))
}
