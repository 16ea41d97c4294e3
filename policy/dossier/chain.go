package dossier

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"strconv"
	"time"
)

// Entry is one line of a case's chain.
type Entry struct {
	Case       string    `json:"case"`
	No         int64     `json:"no"`  // from 1, without gaps
	Seq        int64     `json:"seq"` // step of the case it belongs to
	Event      string    `json:"event"`
	Actor      string    `json:"actor"` // person ID, applicant:<case>, public or machine
	Role       string    `json:"role"`
	BusinessAt time.Time `json:"business_at"` // UTC, microseconds
	WallAt     time.Time `json:"wall_at"`     // UTC, microseconds
	Digest     Hex       `json:"payload_digest"`
	Previous   Hex       `json:"previous"` // hash of the entry before; empty for the first
	Hash       Hex       `json:"hash"`
}

// Chained is the hash of an entry: SHA-256 over the hash before it and all that the entry says, each
// part behind its length (see Bound).
func (e Entry) Chained(county string) []byte {
	sum := sha256.Sum256(Bound(string(e.Previous), county, e.Case, number(e.No), number(e.Seq), e.Event, e.Actor, e.Role,
		number(e.BusinessAt.UnixMicro()), number(e.WallAt.UnixMicro()), string(e.Digest)))
	return sum[:]
}

// Ways in which an entry does not fit.
const (
	Missing = "missing" // a number is left out
	Chain   = "chain"   // it does not follow the one before
	Content = "content" // number, event, person, role, time or digest are not those that were hashed
	Payload = "payload" // what it rested on is not what was digested
	End     = "end"     // entries after it are gone, or were added
	Gone    = "gone"    // what it rested on is gone, and no run destroyed it
	Anchor  = "anchor"  // an anchor holds another entry than stands there
)

// Fits tells how an entry does not follow the one before; "" where it does. The zero Entry is before the first.
func (e Entry) Fits(county string, last Entry) string {
	switch {
	case e.No != last.No+1:
		return Missing
	case !bytes.Equal(e.Previous, last.Hash):
		return Chain
	case !bytes.Equal(e.Hash, e.Chained(county)):
		return Content
	}
	return ""
}

// Digest hides a payload of few possible values behind its salt.
func Digest(salt, payload []byte) []byte {
	sum := sha256.Sum256(Bound(string(salt), string(payload)))
	return sum[:]
}

// Bound joins parts so that no two lists of parts give the same bytes: each is preceded by its length
// in bytes, as eight bytes, the most significant first.
func Bound(parts ...string) []byte {
	var b []byte
	for _, p := range parts {
		b = binary.BigEndian.AppendUint64(b, uint64(len(p)))
		b = append(b, p...)
	}
	return b
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

// Kept says of what an entry rested on whether it is in the archive.
type Kept struct {
	Case  string `json:"case"`
	No    int64  `json:"no"`
	State string `json:"state"` // Whole, Withheld or Destroyed
	Run   int64  `json:"run,omitempty"`
	Salt  Hex    `json:"salt,omitempty"`
	Text  string `json:"text,omitempty"` // JSON, to the byte
}

// States of what an entry rested on.
const (
	Whole     = "whole"
	Withheld  = "withheld"  // whoever exported the archive may not read it; its digest still stands
	Destroyed = "destroyed" // when its time was over, under the run named
)
