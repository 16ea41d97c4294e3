package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/identity"
)

// invented numbers of nobody: the address code 990101 is not assigned.
func citizen(t *testing.T, text string) identity.CitizenID {
	t.Helper()
	id, err := identity.ParseCitizenID(text, identity.Rehearsal)
	require.NoError(t, err)
	return id
}

func TestSealIsBoundToItsRow(t *testing.T) {
	t.Parallel()
	k := keyring(t)
	sealed, err := k.Seal("application.personal", county, "row-1", []byte("测试甲"))
	require.NoError(t, err)
	require.NotContains(t, string(sealed), "测试甲")
	text, err := k.Open("application.personal", county, "row-1", sealed)
	require.NoError(t, err)
	require.Equal(t, "测试甲", string(text))
	for name, where := range map[string][3]string{
		"another row":    {"application.personal", county, "row-2"},
		"another county": {"application.personal", "990102000000", "row-1"},
		"another column": {"application.reason", county, "row-1"},
		"shifted parts":  {"application.personal" + county, "", "row-1"},
	} {
		_, err := k.Open(where[0], where[1], where[2], sealed)
		require.Equal(t, "store.sealed", fault.CodeOf(err), name)
	}
}

func TestRotationKeepsTheOldReadable(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	k, err := store.OpenKeyring(folder)
	require.NoError(t, err)
	old, err := k.Seal("p", county, "r", []byte("before"))
	require.NoError(t, err)
	index := k.BlindIndex(county, citizen(t, "990101199001010019"))
	require.NoError(t, k.Rotate())
	fresh, err := k.Seal("p", county, "r", []byte("after"))
	require.NoError(t, err)
	require.NotEqual(t, old[:5], fresh[:5], "another key")
	again, err := store.OpenKeyring(folder)
	require.NoError(t, err)
	for want, sealed := range map[string][]byte{"before": old, "after": fresh} {
		text, err := again.Open("p", county, "r", sealed)
		require.NoError(t, err)
		require.Equal(t, want, string(text))
	}
	require.Equal(t, index, again.BlindIndex(county, citizen(t, "990101199001010019")))
}

func TestBlindIndexFindsTheNumberAsTyped(t *testing.T) {
	t.Parallel()
	k := keyring(t)
	index := k.BlindIndex(county, citizen(t, "990101199001010019"))
	require.Equal(t, index, k.BlindIndex(county, citizen(t, " ９90101199001010019 ")))
	require.NotEqual(t, index, k.BlindIndex("990102000000", citizen(t, "990101199001010019")))
	require.NotEqual(t, index, keyring(t).BlindIndex(county, citizen(t, "990101199001010019")))
}

func TestKeyFilesArePrivateAndWhole(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"seal.json", "index.key", "county-ed25519.key", "county-sm2.key"} {
		folder := t.TempDir()
		_, err := store.OpenKeyring(folder)
		require.NoError(t, err)
		path := filepath.Join(folder, file)
		info, err := os.Stat(path)
		require.NoError(t, err)
		require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
		require.NoError(t, os.Chmod(path, 0o640))
		_, err = store.OpenKeyring(folder)
		require.Equal(t, "store.keys.file", fault.CodeOf(err), file)
		require.NoError(t, os.Chmod(path, 0o600))
		require.NoError(t, os.Truncate(path, 10))
		_, err = store.OpenKeyring(folder)
		require.Equal(t, "store.keys.file", fault.CodeOf(err), file)
	}
}

func TestTwoProgramsMakeTheSameKeys(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "keys")
	rings := make([]*store.Keyring, 8)
	var g errgroup.Group
	for i := range rings {
		g.Go(func() (err error) { rings[i], err = store.OpenKeyring(folder); return err })
	}
	require.NoError(t, g.Wait())
	sealed, err := rings[0].Seal("p", county, "r", []byte("same"))
	require.NoError(t, err)
	for _, k := range rings {
		_, err := k.Open("p", county, "r", sealed)
		require.NoError(t, err)
	}
	left, err := os.ReadDir(folder)
	require.NoError(t, err)
	require.Len(t, left, 4, "no drafts left")
}
