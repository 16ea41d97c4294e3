package main_test

import (
	"bytes"
	"crypto/ed25519"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	main "jinchu/deploy/verify"
	"jinchu/policy/dossier"
)

// signer is a key out of a seed.
type signer struct{ private ed25519.PrivateKey }

func (s signer) Key() dossier.Key {
	key, err := dossier.NewKey(dossier.Ed25519, s.private[32:])
	if err != nil {
		panic(err)
	}
	return key
}

func (s signer) Sign(text []byte) ([]byte, error) { return ed25519.Sign(s.private, text), nil }

func seeded(b byte) signer {
	return signer{ed25519.NewKeyFromSeed(bytes.Repeat([]byte{b}, ed25519.SeedSize))}
}

// written is a folder with a dossier, its key and another key.
func written(t *testing.T) (folder string, archive []byte) {
	t.Helper()
	folder = t.TempDir()
	archive, err := dossier.Build(dossier.Contents{About: dossier.About{County: "990101000000", Exported: time.Unix(0, 0).UTC()}}, seeded(1))
	require.NoError(t, err)
	for name, text := range map[string][]byte{"a.zip": archive, "key.pem": seeded(1).Key().PEM(), "other.pem": seeded(2).Key().PEM()} {
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), text, 0o600))
	}
	return folder, archive
}

func run(args ...string) (code int, out, told string) {
	var o, e bytes.Buffer
	code = main.Run(args, &o, &e)
	return code, o.String(), e.String()
}

func TestAWholeDossierIsToldInBothLanguages(t *testing.T) {
	t.Parallel()
	folder, _ := written(t)
	code, out, told := run(filepath.Join(folder, "a.zip"))
	require.Zero(t, code, told)
	require.Contains(t, out, "档案完好")
	require.Contains(t, out, "The dossier is whole")
	require.Contains(t, out, "! Signed with the ed25519 key in the dossier itself, fingerprint "+seeded(1).Key().Fingerprint())
	code, out, _ = run("-key", filepath.Join(folder, "key.pem"), filepath.Join(folder, "a.zip"))
	require.Zero(t, code)
	require.Contains(t, out, "✓ Signed with the ed25519 key given")
}

func TestWhatIsNotWholeEndsWithOne(t *testing.T) {
	t.Parallel()
	folder, archive := written(t)
	bad := filepath.Join(folder, "bad.zip")
	archive[len(archive)/2] ^= 1
	require.NoError(t, os.WriteFile(bad, archive, 0o600))
	for _, args := range [][]string{{bad}, {filepath.Join(folder, "none.zip")}, {"-key", filepath.Join(folder, "other.pem"), filepath.Join(folder, "a.zip")},
		{"-key", filepath.Join(folder, "none.pem"), filepath.Join(folder, "a.zip")}, {"-key", bad, filepath.Join(folder, "a.zip")}} {
		code, out, told := run(args...)
		require.Equal(t, 1, code, args)
		require.Empty(t, out)
		require.Contains(t, told, "✗")
	}
	for _, args := range [][]string{nil, {"a", "b"}, {"-x"}} {
		code, _, _ := run(args...)
		require.Equal(t, 2, code)
	}
}
