package dossier_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"testing"
	"time"

	"github.com/emmansun/gmsm/sm2"
	"github.com/stretchr/testify/require"

	"jinchu/policy/dossier"
)

const county = "990101000000" // no county has this code

// ed is a key out of a seed, so that tests are the same every time.
type ed struct{ private ed25519.PrivateKey }

func edKey(seed byte) ed {
	return ed{ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, ed25519.SeedSize))}
}

func (k ed) Key() dossier.Key {
	key, err := dossier.NewKey(dossier.Ed25519, k.private[32:])
	if err != nil {
		panic(err)
	}
	return key
}

func (k ed) Sign(text []byte) ([]byte, error) { return ed25519.Sign(k.private, text), nil }

type sm struct{ private *sm2.PrivateKey }

func smKey(t *testing.T) sm {
	t.Helper()
	private, err := sm2.GenerateKey(rand.Reader)
	require.NoError(t, err)
	return sm{private}
}

func (k sm) Key() dossier.Key {
	point, err := sm2.PublicKeyToECDH(&k.private.PublicKey)
	if err != nil {
		panic(err)
	}
	key, err := dossier.NewKey(dossier.SM2, point.Bytes())
	if err != nil {
		panic(err)
	}
	return key
}

func (k sm) Sign(text []byte) ([]byte, error) { return k.private.SignWithSM2(rand.Reader, nil, text) }

var at = time.Date(2024, 1, 2, 1, 0, 0, 123000, time.UTC)

// chained adds entries to the chain of a case.
func chained(id string, count int) (all []dossier.Entry, kept []dossier.Kept) {
	var last dossier.Entry
	for no := int64(1); no <= int64(count); no++ {
		salt, text := []byte(fmt.Sprint("salt", id, no)), fmt.Sprintf(`{"note":"测试 <%d>"}`, no)
		e := dossier.Entry{Case: id, No: no, Seq: no, Event: "return", Actor: "p", Role: "county_hr", BusinessAt: at, WallAt: at,
			Digest: dossier.Digest(salt, []byte(text)), Previous: last.Hash}
		e.Hash = e.Chained(county)
		all, kept, last = append(all, e), append(kept, dossier.Kept{Case: id, No: no, State: dossier.Whole, Salt: salt, Text: text}), e
	}
	return all, kept
}

// contents are two cases with anchors, of which the second holds both, and an entry after it.
func contents(t *testing.T) dossier.Contents {
	t.Helper()
	a, keptA := chained("a", 4)
	b, keptB := chained("b", 3)
	c := dossier.Contents{
		About: dossier.About{County: county, CountyName: "演练县", Realm: "rehearsal", Case: "a", Kind: "cycle", Exported: at, Business: "2024-01-02",
			Heads: []dossier.Head{{Case: "a", No: 4, Hash: a[3].Hash}, {Case: "b", No: 3, Hash: b[2].Hash}}},
		Entries: append(a, b...), Kept: append(keptA, keptB...),
		Files: []dossier.File{{Name: dossier.RecordFile, Data: []byte("{}\n")}, {Name: "documents/x.pdf", Data: []byte{0, 1, 2}}},
	}
	held := [][]dossier.Head{{{Case: "a", No: 2, Hash: a[1].Hash}}, nil,
		{{Case: "a", No: 3, Hash: a[2].Hash}, {Case: "b", No: 3, Hash: b[2].Hash}, {Case: "other", No: 1, Hash: []byte("x")}}}
	var last dossier.Anchored
	for i, heads := range held {
		next := dossier.Anchored{No: last.No + 1, Day: "2024-01-02", WallAt: at, Previous: last.Hash, Count: int64(len(heads)), Root: dossier.Root(heads)}
		next.Hash = next.Chained(county)
		c.Anchors, last = append(c.Anchors, next), next
		for n, h := range heads {
			if h.Case != "other" {
				c.Proofs = append(c.Proofs, dossier.Proof{Anchor: int64(i + 1), Case: h.Case, No: h.No, Index: int64(n), Path: dossier.Prove(heads, n)})
			}
		}
	}
	return c
}

func built(t *testing.T, c dossier.Contents, by dossier.Signer) []byte {
	t.Helper()
	archive, err := dossier.Build(c, by)
	require.NoError(t, err)
	return archive
}
