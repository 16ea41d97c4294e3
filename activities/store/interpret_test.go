package store_test

import (
	"context"
	"net/url"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"jinchu/activities/store"
	"jinchu/activities/store/cluster"
	"jinchu/policy/fault"
)

// login is a database owned by a plain user, who holds the three roles or not.
func login(t *testing.T, holds bool) string {
	t.Helper()
	migrated(t) // so that the roles exist
	shared, name := cluster.SharedForTests(t), "t_login_"+store.NewID()[:12]
	admin := func(sql string) {
		conn, err := pgx.Connect(context.Background(), shared.URL(""))
		require.NoError(t, err)
		defer conn.Close(context.Background())
		_, err = conn.Exec(context.Background(), sql)
		require.NoError(t, err, sql)
	}
	admin(`create role ` + name + ` login password 'only-a-test'`)
	t.Cleanup(func() { admin(`drop role ` + name) })
	at, err := url.Parse(cluster.ForTests(t))
	require.NoError(t, err)
	admin(`alter database ` + at.Path[1:] + ` owner to ` + name)
	if holds {
		admin(`grant jinchu_owner, jinchu_app, jinchu_auditor to ` + name)
	}
	at.User = url.UserPassword(name, "only-a-test")
	return at.String()
}

func TestPlainUserWithTheRolesIsEnough(t *testing.T) {
	t.Parallel()
	s, err := store.Open(bg, login(t, true), keyring(t))
	require.NoError(t, err)
	t.Cleanup(s.Close)
	_, err = s.CreateRealm(bg, store.Rehearsal, county, "演练县", begin)
	require.NoError(t, err)
	chain(t, s)
	anchor(t, s, true)
	require.NoError(t, verify(s))
}

func TestUserWithoutTheRolesIsToldSo(t *testing.T) {
	t.Parallel()
	_, err := store.Open(bg, login(t, false), keyring(t))
	require.Equal(t, "store.roles", fault.CodeOf(err))
}

func TestWhatThePoolKnowsInTheURL(t *testing.T) {
	t.Parallel()
	s, err := store.Open(bg, migrated(t)+"&pool_max_conns=2", keyring(t))
	require.NoError(t, err)
	s.Close()
}

func TestLostConnectionIsBusyAndTheNextTryWorks(t *testing.T) {
	t.Parallel()
	s, url := rehearsal(t)
	cycle(t, s, "c")
	_, err := s.OpenCommand(bg, command("k", "c", 1))
	require.NoError(t, err)
	_, err = s.Act(bg, "k", func(tx store.Tx, c store.Command, _ store.CaseFile) (store.Outcome, error) {
		_, err := owner(t, url).Exec(bg, `
			select pg_terminate_backend(pid)
			from   pg_stat_activity
			where  datname = current_database()
			and    pid    <> pg_backend_pid()
			and    state   = 'idle in transaction'`)
		require.NoError(t, err)
		return store.Outcome{Event: c.Act, State: "submitted"}, nil
	})
	require.Equal(t, fault.Busy, fault.Of(err).Kind())
	require.NotContains(t, err.Error(), "terminat", "what the server said is for the log")
	r, err := s.Act(bg, "k", to("submitted"))
	require.NoError(t, err)
	require.EqualValues(t, 2, r.Seq)
}

func TestCancelledCallerChangesNothing(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	cycle(t, s, "c")
	_, err := s.OpenCommand(bg, command("k", "c", 1))
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(bg)
	_, err = s.Act(ctx, "k", func(_ store.Tx, c store.Command, _ store.CaseFile) (store.Outcome, error) {
		cancel()
		return store.Outcome{Event: c.Act, State: "submitted"}, nil
	})
	require.Equal(t, "busy", fault.CodeOf(err))
	require.Len(t, steps(t, s, "c", 0), 1)
}

func TestOutboxGivesUpAfterTenTimes(t *testing.T) {
	t.Parallel()
	s, url := rehearsal(t)
	cycle(t, s, "c")
	write(t, s, func(tx store.Tx) error { return tx.Post(bg, "c", store.Message{Kind: "asked", Recipient: "p2"}) })
	taken := func() (all []store.Message) {
		write(t, s, func(tx store.Tx) (err error) { all, err = tx.Take(bg, 10, "asked"); return err })
		return all
	}
	for i := range 10 {
		all := taken()
		require.Len(t, all, 1)
		require.Equal(t, i+1, all[0].Attempts)
		require.Empty(t, taken(), "left to the one who took it")
		write(t, s, func(tx store.Tx) error { return tx.Unsent(bg, all[0].ID, "busy", 10) })
		_, err := owner(t, url).Exec(bg, `update outbox set next = now() - interval '1 second'`)
		require.NoError(t, err)
	}
	require.Empty(t, taken())
}
