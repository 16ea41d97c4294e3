package dossier

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/pem"

	"github.com/emmansun/gmsm/sm2"

	"jinchu/policy/fault"
)

// Ways of signing. SM2 signs with SM3 and the default user ID 1234567812345678 (GB/T 32918.2).
const (
	Ed25519 = "ed25519"
	SM2     = "sm2"
)

// Algorithms are all ways of signing, the default first.
var Algorithms = []string{Ed25519, SM2}

// Key is the public key of a county.
type Key struct {
	Algorithm string
	point     []byte // 32 bytes, or 65 of an uncompressed point
}

// prefixes stand before the key in a SubjectPublicKeyInfo (RFC 8410, GB/T 35276).
var prefixes = map[string]struct {
	der  []byte
	size int
}{
	Ed25519: {unhex("302a300506032b6570032100"), ed25519.PublicKeySize},
	SM2:     {unhex("3059301306072a8648ce3d020106082a811ccf5501822d034200"), 65},
}

func unhex(digits string) []byte {
	b, err := hex.DecodeString(digits)
	if err != nil {
		panic(err)
	}
	return b
}

const pemType = "PUBLIC KEY"

// NewKey takes the bare key of an algorithm. Fault: dossier.key.
func NewKey(algorithm string, point []byte) (Key, error) {
	form, known := prefixes[algorithm]
	if !known || len(point) != form.size {
		return Key{}, fault.New("dossier.key")
	}
	if algorithm == SM2 {
		if _, err := sm2.NewPublicKey(point); err != nil {
			return Key{}, fault.New("dossier.key").Because(err)
		}
	}
	return Key{algorithm, bytes.Clone(point)}, nil
}

// ParseKey reads a public key in PEM. Fault: dossier.key.
func ParseKey(text []byte) (Key, error) {
	block, _ := pem.Decode(text)
	if block == nil || block.Type != pemType {
		return Key{}, fault.New("dossier.key")
	}
	for algorithm, form := range prefixes {
		if point, is := bytes.CutPrefix(block.Bytes, form.der); is {
			return NewKey(algorithm, point)
		}
	}
	return Key{}, fault.New("dossier.key")
}

func (k Key) der() []byte { return append(bytes.Clone(prefixes[k.Algorithm].der), k.point...) }

// PEM is the key as openssl reads it.
func (k Key) PEM() []byte { return pem.EncodeToMemory(&pem.Block{Type: pemType, Bytes: k.der()}) }

// Fingerprint is the SHA-256 of the key's DER, in hexadecimal digits: what a county makes public, to be
// compared by eye or by voice.
func (k Key) Fingerprint() string {
	sum := sha256.Sum256(k.der())
	return hex.EncodeToString(sum[:])
}

// Verifies tells whether the signature over a text was made with this key.
func (k Key) Verifies(text, signature []byte) bool {
	switch k.Algorithm {
	case Ed25519:
		return ed25519.Verify(k.point, text, signature)
	case SM2:
		public, err := sm2.NewPublicKey(k.point)
		return err == nil && sm2.VerifyASN1WithSM2(public, nil, text, signature)
	}
	return false
}

// Signer makes signatures with a key that nobody else has.
type Signer interface {
	Key() Key
	Sign(text []byte) ([]byte, error)
}
