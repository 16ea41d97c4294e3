package dossier_test

import (
	"archive/zip"
	"bytes"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/dossier"
	"jinchu/policy/fault"
)

func TestAnArchiveIsWhatTheCountySigned(t *testing.T) {
	t.Parallel()
	for _, by := range []dossier.Signer{edKey(1), smKey(t)} {
		archive := built(t, contents(t), by)
		key, err := dossier.ParseKey(by.Key().PEM())
		require.NoError(t, err)
		r, err := dossier.Verify(archive, &key)
		require.NoError(t, err)
		require.Equal(t, dossier.Report{About: r.About, Compared: true, Entries: 7, Whole: 7, Anchors: 3, Last: r.Last, Unanchored: 1}, r)
		require.Equal(t, by.Key().Algorithm, r.Algorithm)
		require.Equal(t, by.Key().Fingerprint(), r.Fingerprint)
		r, err = dossier.Verify(archive, nil)
		require.NoError(t, err)
		require.False(t, r.Compared)
	}
}

// Every single byte counts: local headers, contents, directory and end alike.
func TestAnyByteThatIsChangedIsFound(t *testing.T) {
	t.Parallel()
	for _, by := range []dossier.Signer{edKey(1), smKey(t)} {
		archive := built(t, contents(t), by)
		for i := range archive {
			archive[i] ^= 1 << (i % 8)
			_, err := dossier.Verify(archive, nil)
			require.Error(t, err, "byte %d of %d", i, len(archive))
			require.NotEqual(t, "internal", fault.CodeOf(err), "byte %d", i)
			archive[i] ^= 1 << (i % 8)
		}
		for _, other := range [][]byte{nil, archive[:len(archive)-1], append(slices.Clone(archive), 0), append([]byte{0}, archive...), archive[:100]} {
			_, err := dossier.Verify(other, nil)
			require.Error(t, err)
		}
	}
}

func TestFilesCannotBeAddedTakenOrMoved(t *testing.T) {
	t.Parallel()
	files, err := dossier.Unpack(built(t, contents(t), edKey(1)))
	require.NoError(t, err)
	repacked := func(change func([]dossier.File) []dossier.File) error {
		archive, err := dossier.Pack(change(slices.Clone(files)))
		require.NoError(t, err)
		_, err = dossier.Verify(archive, nil)
		return err
	}
	require.NoError(t, repacked(func(all []dossier.File) []dossier.File { return all }))
	require.Equal(t, "dossier.manifest", fault.CodeOf(repacked(func(all []dossier.File) []dossier.File {
		return append(all, dossier.File{Name: "documents/y.pdf"})
	})))
	for n := range files {
		err := repacked(func(all []dossier.File) []dossier.File { return slices.Delete(all, n, n+1) })
		require.Error(t, err, files[n].Name)
		err = repacked(func(all []dossier.File) []dossier.File { all[n].Name = "documents/z"; return all })
		require.Error(t, err, files[n].Name)
	}
	require.Error(t, foreignZip(t, files), "the same files written by another program")
}

// foreignZip writes the files with the standard library, unsorted.
func foreignZip(t *testing.T, files []dossier.File) error {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range slices.Backward(files) {
		to, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Store})
		require.NoError(t, err)
		_, err = to.Write(f.Data)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	_, err := dossier.Verify(b.Bytes(), nil)
	return err
}

func TestAnArchiveOpensEverywhere(t *testing.T) {
	t.Parallel()
	archive := built(t, contents(t), edKey(1))
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	require.NoError(t, err)
	files, err := dossier.Unpack(archive)
	require.NoError(t, err)
	require.Len(t, r.File, len(files))
	for n, f := range r.File {
		require.Equal(t, files[n].Name, f.Name)
		open, err := f.Open()
		require.NoError(t, err)
		text, err := io.ReadAll(open)
		require.NoError(t, err)
		require.Equal(t, string(files[n].Data), string(text))
	}
}

func TestNamesLeadNowhereElse(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "/etc/x", "../x", "a/../x", "a//b", ".hidden", "a\\b", "名", "a b", strings.Repeat("a", 201)} {
		_, err := dossier.Pack([]dossier.File{{Name: name}})
		require.Equal(t, "dossier.name", fault.CodeOf(err), name)
	}
	_, err := dossier.Pack([]dossier.File{{Name: "a"}, {Name: "a"}})
	require.Equal(t, "dossier.name", fault.CodeOf(err), "twice")
}

func TestAnotherKeyIsTold(t *testing.T) {
	t.Parallel()
	archive, other := built(t, contents(t), edKey(2)), edKey(1).Key()
	_, err := dossier.Verify(archive, &other)
	require.Equal(t, "dossier.key.other", fault.CodeOf(err))
	for _, text := range []string{"", "x", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
		strings.Replace(string(other.PEM()), "PUBLIC", "PRIVATE", 2)} {
		_, err := dossier.ParseKey([]byte(text))
		require.Equal(t, "dossier.key", fault.CodeOf(err))
	}
	_, err = dossier.NewKey(dossier.SM2, append([]byte{4}, make([]byte, 64)...))
	require.Equal(t, "dossier.key", fault.CodeOf(err), "not on the curve")
}

// Whoever holds the key cannot sign a chain that does not hold.
func TestWhatIsSignedMustHoldTogether(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change    func(*dossier.Contents)
		code, why string
	}{
		"an entry changed":        {func(c *dossier.Contents) { c.Entries[1].Actor = "q" }, "dossier.chain", dossier.Content},
		"an entry left out":       {func(c *dossier.Contents) { c.Entries = slices.Delete(c.Entries, 1, 2) }, "dossier.chain", dossier.Missing},
		"the tail cut off":        {func(c *dossier.Contents) { c.Entries = slices.Delete(c.Entries, 3, 4) }, "dossier.chain", dossier.End},
		"a case too many":         {func(c *dossier.Contents) { c.About.Heads = c.About.Heads[:1] }, "dossier.chain", dossier.End},
		"a chain begun elsewhere": {func(c *dossier.Contents) { c.Entries[0].Previous = []byte{1} }, "dossier.chain", dossier.Chain},
		"another text":            {func(c *dossier.Contents) { c.Kept[0].Text = `{}` }, "dossier.chain", dossier.Payload},
		"another salt":            {func(c *dossier.Contents) { c.Kept[0].Salt = []byte{1} }, "dossier.chain", dossier.Payload},
		"destroyed by nobody":     {func(c *dossier.Contents) { c.Kept[0] = dossier.Kept{Case: "a", No: 1, State: dossier.Destroyed} }, "dossier.chain", dossier.Payload},
		"nothing said of one":     {func(c *dossier.Contents) { c.Kept = c.Kept[1:] }, "dossier.file", ""},
		"an anchor changed":       {func(c *dossier.Contents) { c.Anchors[1].Count = 1 }, "dossier.anchor", dossier.Content},
		"an anchor left out":      {func(c *dossier.Contents) { c.Anchors = slices.Delete(c.Anchors, 1, 2) }, "dossier.anchor", dossier.Missing},
		"another place":           {func(c *dossier.Contents) { c.Proofs[2].Index = 2 }, "dossier.anchor", dossier.Anchor},
		"an earlier head":         {func(c *dossier.Contents) { c.Proofs[2].No = 1 }, "dossier.anchor", dossier.Anchor},
		"an unknown case":         {func(c *dossier.Contents) { c.Proofs[2].Case = "c" }, "dossier.anchor", dossier.Anchor},
		"a path too long":         {func(c *dossier.Contents) { c.Proofs[0].Path = []dossier.Hex{c.Anchors[0].Root} }, "dossier.anchor", dossier.Anchor},
		"a case twice":            {func(c *dossier.Contents) { c.About.Heads[1] = c.About.Heads[0] }, "dossier.file", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			changed := contents(t)
			c.change(&changed)
			_, err := dossier.Verify(built(t, changed, edKey(1)), nil)
			require.Equal(t, c.code, fault.CodeOf(err))
			if c.why != "" {
				require.Equal(t, c.why, fault.Of(err).Args["why"])
			}
		})
	}
}

func TestWithheldAndDestroyedStillVerify(t *testing.T) {
	t.Parallel()
	c := contents(t)
	c.Kept[0] = dossier.Kept{Case: "a", No: 1, State: dossier.Withheld}
	c.Kept[1] = dossier.Kept{Case: "a", No: 2, State: dossier.Destroyed, Run: 3}
	r, err := dossier.Verify(built(t, c, edKey(1)), nil)
	require.NoError(t, err)
	require.Equal(t, []int{5, 1, 1}, []int{r.Whole, r.Taken, r.Destroyed})
}

func TestEveryHeadOfAnAnchorIsProven(t *testing.T) {
	t.Parallel()
	var heads []dossier.Head
	for n := range 40 {
		heads = append(heads, dossier.Head{Case: string(rune('A' + n)), No: int64(n), Hash: []byte{byte(n)}})
		a := dossier.Anchored{No: 1, Count: int64(len(heads)), Root: dossier.Root(heads)}
		for i, h := range heads {
			p := dossier.Proof{Anchor: 1, Case: h.Case, No: h.No, Index: int64(i), Path: dossier.Prove(heads, i)}
			require.True(t, a.Holds(h, p), "%d of %d", i, n+1)
			p.Index = int64((i + 1) % len(heads))
			require.Equal(t, n == 0, a.Holds(h, p), "%d of %d elsewhere", i, n+1)
		}
	}
}

// What was signed once verifies for ever. Files of earlier forms are added here and never taken out.
func TestOldDossiersVerify(t *testing.T) {
	t.Parallel()
	old, err := filepath.Glob("testdata/*.zip")
	require.NoError(t, err)
	require.Len(t, old, 2)
	for _, file := range old {
		archive, err := os.ReadFile(file)
		require.NoError(t, err)
		r, err := dossier.Verify(archive, nil)
		require.NoError(t, err, file)
		require.Equal(t, "jinchu-dossier/1", r.Format)
		require.Equal(t, []int{7, 3, 1}, []int{r.Entries, r.Anchors, r.Unanchored})
	}
}

// The form is fixed: other programs compute the same, in ten years too. The values are explained in docs/dossier.md.
func TestTheCanonicalBytesNeverChange(t *testing.T) {
	t.Parallel()
	require.Equal(t, "0000000000000001610000000000000000", hex.EncodeToString(dossier.Bound("a", "")))
	entries, _ := chained("a", 2)
	require.Equal(t, "23b5ce810c00b9fa2f3118bb2305e32412620b998ea77faa08697684888ed1d9", entries[1].Hash.String())
	require.Equal(t, "fab436408d66ed976569b15bcce9bec32acf2e74d288884b8b94d2f76ac3ce63", dossier.Hex(dossier.Digest([]byte{1, 2}, []byte(`{}`))).String())
	c := contents(t)
	require.Equal(t, "fb60f69ead03399e72f551cfe72255460360af162c30f938d852d304e81fdda3", c.Anchors[2].Hash.String())
}
