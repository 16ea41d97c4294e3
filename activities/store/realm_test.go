package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jinchu/activities/store"
	"jinchu/policy/fault"
)

func TestRealmIsSetUpOnce(t *testing.T) {
	t.Parallel()
	s, url := empty(t)
	_, err := s.Realm(context.Background())
	require.Equal(t, "store.realm.missing", fault.CodeOf(err))
	one, err := s.CreateRealm(context.Background(), store.Production, county, "试验县", time.Time{})
	require.NoError(t, err)
	two, err := s.CreateRealm(context.Background(), store.Production, county, "试验县", time.Time{})
	require.NoError(t, err)
	require.Equal(t, one, two)
	_, err = s.CreateRealm(context.Background(), store.Rehearsal, county, "试验县", begin)
	require.Equal(t, "store.realm.kind", fault.CodeOf(err))
	for _, sql := range []string{
		`update realm set kind = 'rehearsal', business_now = now()`, `update realm set id = 'other'`, `delete from realm`,
	} {
		_, err = owner(t, url).Exec(context.Background(), sql)
		require.ErrorContains(t, err, "23001", sql)
	}
}

func TestRehearsalClockStandsAndGoesForward(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	require.Equal(t, begin, now(t, s))
	later := begin.Add(72 * time.Hour)
	write(t, s, func(tx store.Tx) error { return tx.Advance(context.Background(), later) })
	require.Equal(t, later, now(t, s))
	err := s.Write(context.Background(), func(tx store.Tx) error { return tx.Advance(context.Background(), begin) })
	require.Equal(t, "store.clock.back", fault.CodeOf(err))
}

func TestProductionClockIsReal(t *testing.T) {
	t.Parallel()
	s, _ := empty(t)
	_, err := s.CreateRealm(context.Background(), store.Production, county, "试验县", begin)
	require.NoError(t, err)
	require.WithinDuration(t, time.Now(), now(t, s), time.Minute)
	err = s.Write(context.Background(), func(tx store.Tx) error { return tx.Advance(context.Background(), begin) })
	require.Equal(t, "store.clock.real", fault.CodeOf(err))
}

func TestKeysOfAnotherDatabaseAreRefused(t *testing.T) {
	t.Parallel()
	_, url := rehearsal(t)
	_, err := store.Open(context.Background(), url, keyring(t))
	require.Equal(t, "store.keys.other", fault.CodeOf(err))
}

func now(t *testing.T, s *store.Store) (at time.Time) {
	t.Helper()
	require.NoError(t, s.Read(context.Background(), func(tx store.Tx) (err error) {
		at, err = tx.Now(context.Background())
		return err
	}))
	return at
}
