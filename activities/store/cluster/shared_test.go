package cluster_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"jinchu/activities/store/cluster"
	"jinchu/policy/fault"
)

func TestEachTestHasADatabaseOfItsOwn(t *testing.T) {
	t.Parallel()
	one, two := cluster.ForTests(t), cluster.ForTests(t)
	require.NotEqual(t, one, two)
	pool, err := pgxpool.New(context.Background(), one)
	require.NoError(t, err)
	defer pool.Close()
	_, err = pool.Exec(context.Background(), `create table only_here ()`)
	require.NoError(t, err)
	other, err := pgx.Connect(context.Background(), two)
	require.NoError(t, err)
	defer other.Close(context.Background())
	_, err = other.Exec(context.Background(), `select from only_here`)
	require.Error(t, err)
}

func TestDatabaseGoesWithItsTest(t *testing.T) {
	t.Parallel()
	var address string
	t.Run("a test", func(t *testing.T) { address = cluster.ForTests(t) })
	_, err := pgx.Connect(context.Background(), address)
	require.ErrorContains(t, err, "3D000")
}

func TestTemplateIsBuiltOnceAndCopied(t *testing.T) {
	t.Parallel()
	built := 0
	build := func(address string) error {
		built++
		conn, err := pgx.Connect(context.Background(), address)
		if err != nil {
			return err
		}
		defer conn.Close(context.Background())
		_, err = conn.Exec(context.Background(), `create table migrated (); `)
		return err
	}
	key := filepath.Base(t.TempDir()) + time.Now().UTC().Format("150405000")
	for range 3 {
		conn, err := pgx.Connect(context.Background(), cluster.CopyForTests(t, key, build))
		require.NoError(t, err)
		_, err = conn.Exec(context.Background(), `select from migrated`)
		require.NoError(t, err)
		require.NoError(t, conn.Close(context.Background()))
	}
	require.Equal(t, 1, built)
}

func TestUnusedSharedClusterStopsAndLeavesNothing(t *testing.T) {
	t.Parallel()
	folder := home(t)
	c, err := cluster.LeaseIn(folder, 50*time.Millisecond)
	require.NoError(t, err)
	again, err := cluster.LeaseIn(folder, 50*time.Millisecond)
	require.NoError(t, err)
	require.True(t, again.Adopted())
	leases, err := filepath.Glob(filepath.Join(folder, "pg", "leases", "*"))
	require.NoError(t, err)
	require.Len(t, leases, 1, "one lease a program")
	long := time.Now().Add(-2 * time.Minute)
	require.NoError(t, os.Chtimes(leases[0], long, long))
	require.Eventually(t, func() bool { return cluster.Closed(c) }, 2*time.Minute, 20*time.Millisecond)
	fresh, err := cluster.LeaseIn(folder, 50*time.Millisecond)
	require.NoError(t, err)
	require.False(t, fresh.Adopted())
	t.Cleanup(func() { _ = fresh.Stop(context.Background()) })
}

func TestReleaseIsChosen(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name      string
		installed []int
		made      int
		want      int
		code      string
	}{
		{"new data take the newest", []int{17, 15, 14}, 0, 17, ""},
		{"old data keep their release", []int{17, 15}, 15, 15, ""},
		{"their release is gone", []int{17}, 15, 0, "local.postgres.version"},
		{"only too old ones", []int{13, 12}, 0, 0, "local.postgres.old"},
		{"none", nil, 0, 0, "local.postgres.missing"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := cluster.Choose(c.installed, c.made)
			require.Equal(t, c.code, fault.CodeOf(err))
			require.Equal(t, c.want, got)
		})
	}
}

func TestMissingPostgreSQLNamesThreeWaysOut(t *testing.T) {
	t.Parallel()
	_, err := cluster.Start(context.Background(), cluster.Without(home(t)))
	require.Equal(t, "local.postgres.missing", fault.CodeOf(err))
	for _, way := range []string{"DATABASE_URL", "install PostgreSQL", "root on Debian"} {
		require.Contains(t, fault.Of(err).Sentence(fault.English), way)
	}
}

func TestWhatTheServerSaidBecomesAFault(t *testing.T) {
	t.Parallel()
	for said, code := range map[string]string{
		`FATAL:  could not write lock file "postmaster.pid": No space left on device`: "local.disk.full",
		`initdb: error: could not access directory "/x": Permission denied`:           "local.folder",
		`FATAL:  something else`: "local.postgres.failed",
	} {
		require.Equal(t, code, fault.CodeOf(cluster.Failed(said)), said)
	}
}

func TestDebianIsToldNotToMakeAMainCluster(t *testing.T) {
	t.Parallel()
	for name, before := range map[string]string{
		"no file": "", "commented": "# Default\n#create_main_cluster = true\nx = 1\n", "set": "create_main_cluster = true\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "createcluster.conf")
			if before != "" {
				require.NoError(t, os.WriteFile(path, []byte(before), 0o600))
			}
			require.NoError(t, cluster.NoMainCluster(path))
			after, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Contains(t, string(after), "create_main_cluster = false\n")
			require.NotContains(t, string(after), "= true")
		})
	}
}
