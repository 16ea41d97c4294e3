package dossier

import (
	"bytes"
	"crypto/sha256"
	"math/bits"
	"slices"
	"strings"
	"time"
)

// Anchored is one link of the county's chain: what all cases that had changed since the last anchor
// came to.
type Anchored struct {
	No       int64     `json:"no"`      // from 1, without gaps
	Day      string    `json:"day"`     // business date on which it was made
	WallAt   time.Time `json:"wall_at"` // UTC, microseconds
	Previous Hex       `json:"previous"`
	Count    int64     `json:"count"` // how many cases had changed
	Root     Hex       `json:"root"`  // over their heads, see Root
	Hash     Hex       `json:"hash"`
}

// Chained is the hash of an anchor over everything in it and the hash before it.
func (a Anchored) Chained(county string) []byte {
	sum := sha256.Sum256(Bound(string(a.Previous), county, number(a.No), a.Day, number(a.WallAt.UnixMicro()), number(a.Count), string(a.Root)))
	return sum[:]
}

// Fits tells how an anchor does not follow the one before; "" where it does.
func (a Anchored) Fits(county string, last Anchored) string {
	switch {
	case a.No != last.No+1:
		return Missing
	case !bytes.Equal(a.Previous, last.Hash):
		return Chain
	case !bytes.Equal(a.Hash, a.Chained(county)):
		return Content
	}
	return ""
}

// SortHeads puts heads into the order in which an anchor holds them: by case ID, byte by byte.
func SortHeads(heads []Head) {
	slices.SortFunc(heads, func(a, b Head) int { return strings.Compare(a.Case, b.Case) })
}

// leaf and node differ in their first byte, so that neither can be taken for the other.
func (h Head) leaf() []byte {
	sum := sha256.Sum256(append([]byte{0}, Bound(h.Case, number(h.No), string(h.Hash))...))
	return sum[:]
}

func node(left, right []byte) []byte {
	sum := sha256.Sum256(slices.Concat([]byte{1}, left, right))
	return sum[:]
}

// Root is the hash over sorted heads, as the tree of RFC 6962: of none it is SHA-256 of nothing.
func Root(heads []Head) []byte {
	if len(heads) == 0 {
		sum := sha256.Sum256(nil)
		return sum[:]
	}
	if len(heads) == 1 {
		return heads[0].leaf()
	}
	k := split(len(heads))
	return node(Root(heads[:k]), Root(heads[k:]))
}

// split is the largest power of two below n.
func split(n int) int { return 1 << (bits.Len(uint(n-1)) - 1) }

// Proof shows that an anchor holds a head without showing the others.
type Proof struct {
	Anchor int64  `json:"anchor"`
	Case   string `json:"case"`
	No     int64  `json:"no"`    // the entry that was the head then
	Index  int64  `json:"index"` // of the head among the anchor's, from 0
	Path   []Hex  `json:"path"`  // hashes beside the way from the leaf up to the root
}

// Prove makes the path of the head at an index of sorted heads.
func Prove(heads []Head, index int) []Hex {
	path := []Hex{}
	if len(heads) <= 1 {
		return path
	}
	k := split(len(heads))
	if index < k {
		return append(append(path, Prove(heads[:k], index)...), Root(heads[k:]))
	}
	return append(append(path, Prove(heads[k:], index-k)...), Root(heads[:k]))
}

// climb is the root to which a leaf at an index among count leads along a path; nil where it cannot.
func climb(leaf []byte, index, count int64, path []Hex) []byte {
	if index < 0 || index >= count {
		return nil
	}
	if count == 1 {
		if len(path) > 0 {
			return nil
		}
		return leaf
	}
	if len(path) == 0 {
		return nil
	}
	k, last := int64(split(int(count))), path[len(path)-1]
	below := path[:len(path)-1]
	if index < k {
		return joined(climb(leaf, index, k, below), last)
	}
	return joined(last, climb(leaf, index-k, count-k, below))
}

func joined(left, right []byte) []byte {
	if left == nil || right == nil {
		return nil
	}
	return node(left, right)
}

// Holds tells whether the anchor holds a head, by its proof.
func (a Anchored) Holds(h Head, p Proof) bool {
	return p.Anchor == a.No && p.Case == h.Case && p.No == h.No && bytes.Equal(a.Root, climb(h.leaf(), p.Index, a.Count, p.Path))
}
