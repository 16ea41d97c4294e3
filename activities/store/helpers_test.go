package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"jinchu/activities/store"
	"jinchu/activities/store/cluster"
)

const county = "990101000000" // no county has this code

var begin = time.Date(2024, 1, 2, 1, 0, 0, 0, time.UTC)

// migrated is a database of its own at the newest version.
func migrated(t *testing.T) string {
	t.Helper()
	return cluster.CopyForTests(t, store.Shape(), func(url string) error { return store.Migrate(context.Background(), url) })
}


func keyring(t *testing.T) *store.Keyring {
	t.Helper()
	k, err := store.OpenKeyring(t.TempDir())
	require.NoError(t, err)
	return k
}

// empty is an opened store without a realm, with the address of its database.
func empty(t *testing.T) (*store.Store, string) {
	t.Helper()
	url := migrated(t)
	s, err := store.Open(context.Background(), url, keyring(t))
	require.NoError(t, err)
	t.Cleanup(s.Close)
	return s, url
}

// rehearsal is a store set up as a rehearsal that begins on 2024-01-02.
func rehearsal(t *testing.T) (*store.Store, string) {
	t.Helper()
	s, url := empty(t)
	_, err := s.CreateRealm(context.Background(), store.Rehearsal, county, "演练县", begin)
	require.NoError(t, err)
	return s, url
}

// owner connects as the login user, past the application's role.
func owner(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	c, err := pgx.Connect(context.Background(), url)
	require.NoError(t, err)
	t.Cleanup(func() { _ = c.Close(context.Background()) })
	return c
}

func write(t *testing.T, s *store.Store, do func(store.Tx) error) {
	t.Helper()
	require.NoError(t, s.Write(context.Background(), do))
}
