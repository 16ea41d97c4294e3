// Package dossier knows the form of a dossier 档案: which files one archive holds, the canonical bytes
// of chains and anchors, and how all of it is verified years later with nothing but the file at hand.
// It may not know a database, procedures, permissions or the machine: bytes are arguments. What it
// says stands field by field in docs/dossier.md; a change of form gets a new Format.
package dossier

import (
	_ "embed"
	"encoding/hex"
	"time"
)

// Format names the form that this package writes and reads.
const Format = "jinchu-dossier/1"

// Files that every dossier holds, beside regulation/, policy/ and documents/.
const (
	AboutFile     = "about.json"
	RecordFile    = "case.json"
	PageFile      = "index.html"
	WhyFile       = "why.json"
	ChainFile     = "chain.jsonl"
	PayloadsFile  = "payloads.jsonl"
	AnchorsFile   = "anchors.jsonl"
	ProofsFile    = "proofs.jsonl"
	KeyFile       = "key.pem"
	HowFile       = "VERIFY.txt"
	ManifestFile  = "MANIFEST.sha256"
	SignatureFile = "MANIFEST.sig"
)

// How tells a reader of the archive how to verify it; it travels in every archive.
//
//go:embed VERIFY.txt
var How string

// About says what an archive holds, and of whom.
type About struct {
	Format      string    `json:"format"`
	County      string    `json:"county"` // 12-digit code; part of every hash
	CountyName  string    `json:"county_name"`
	Realm       string    `json:"realm"` // production or rehearsal
	Case        string    `json:"case"`
	Kind        string    `json:"kind"`
	Heads       []Head    `json:"heads"`    // the case and what belongs to it, in the order of chain.jsonl
	Exported    time.Time `json:"exported"` // wall time
	Business    string    `json:"business_date"`
	Withheld    []string  `json:"withheld"` // classes of what is not shown to whoever exported it
	Missing     []string  `json:"missing"`  // what is pinned and could not be had, such as an old policy text
	Algorithm   string    `json:"algorithm"`
	Fingerprint string    `json:"fingerprint"` // of key.pem
	Program     string    `json:"program"`
}

// Head is the last entry of a case's chain.
type Head struct {
	Case string `json:"case"`
	No   int64  `json:"no"`
	Hash Hex    `json:"hash"`
}

// Hex is bytes that are written as lower-case hexadecimal digits.
type Hex []byte

// MarshalText writes the digits.
func (h Hex) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(h)), nil }

// UnmarshalText reads them.
func (h *Hex) UnmarshalText(text []byte) (err error) {
	*h, err = hex.DecodeString(string(text))
	return err
}

// String is the digits.
func (h Hex) String() string { return hex.EncodeToString(h) }
