package store

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/tink"

	"jinchu/policy/fault"
	"jinchu/policy/identity"
)

// Names of the key files in their folder. Losing them loses the sealed data: back them up.
const (
	sealFile  = "seal.json" // Tink keyset, AES-256-GCM, in the clear: protect the file
	indexFile = "index.key" // 32 random bytes for blind indexes and digests
)

// Keyring seals personal data and makes blind indexes. It is safe for concurrent use.
type Keyring struct {
	folder string
	mu     sync.RWMutex
	seal   tink.AEAD
	index  []byte
	county map[string]countyKey // by algorithm
}

// OpenKeyring reads the keys of a folder, and makes folder and keys (0700, 0600) where there are
// none; two programs that start at once end with the same keys. Fault: store.keys.file.
func OpenKeyring(folder string) (*Keyring, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, keyFault(folder, err)
	}
	fresh, err := newKeyset()
	if err != nil {
		return nil, keyFault(sealFile, err)
	}
	if err := create(filepath.Join(folder, sealFile), fresh); err != nil {
		return nil, keyFault(sealFile, err)
	}
	if err := create(filepath.Join(folder, indexFile), random(sha256.Size)); err != nil {
		return nil, keyFault(indexFile, err)
	}
	k := &Keyring{folder: folder}
	if err := k.load(); err != nil {
		return k, err
	}
	return k, k.loadCounty()
}

// Seal encrypts text for one row of one county. Place names table and column, "application.personal".
// The three are bound to the result: moved to another row it does not open.
func (k *Keyring) Seal(place, county, row string, text []byte) ([]byte, error) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	sealed, err := k.seal.Encrypt(text, bound(place, county, row))
	if err != nil {
		return nil, fault.New("internal").Because(err)
	}
	return sealed, nil
}

// Open decrypts what Seal made for the same row. Fault: store.sealed.
func (k *Keyring) Open(place, county, row string, sealed []byte) ([]byte, error) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	text, err := k.seal.Decrypt(sealed, bound(place, county, row))
	if err != nil {
		return nil, fault.New("store.sealed").Because(err)
	}
	return text, nil
}

// BlindIndex finds a number again without showing it: equal numbers of one county give equal
// indexes, and nothing else can be asked. It does not change when the seal is rotated.
func (k *Keyring) BlindIndex(county string, number identity.CitizenID) []byte {
	return k.mac("citizen", county, []byte(number.Reveal()))
}

// receipt is the code by which an applicant comes back to an application: it follows from the key, so
// it is kept nowhere. 26 letters and digits, 128 bits.
func (k *Keyring) receipt(county, application string) string {
	sum := k.mac("receipt", county, []byte(application))
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:16]))
}

// digest stands for a body without giving away what is in it.
func (k *Keyring) digest(county string, body []byte) []byte { return k.mac("body", county, body) }

// check recognises the database these keys belong to.
func (k *Keyring) check(realm string) []byte { return k.mac("realm", realm, nil) }

func (k *Keyring) mac(purpose, county string, text []byte) []byte {
	m := hmac.New(sha256.New, k.index)
	m.Write(bound(purpose, county, string(text)))
	return m.Sum(nil)
}

// Rotate adds a new sealing key for all that is sealed from now on; what older keys sealed still opens.
// Other running programs go on with the keys they read at their start.
func (k *Keyring) Rotate() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	path := filepath.Join(k.folder, sealFile)
	handle, err := readKeyset(path)
	if err != nil {
		return keyFault(sealFile, err)
	}
	manager := keyset.NewManagerFromHandle(handle)
	id, err := manager.Add(aead.AES256GCMKeyTemplate())
	if err == nil {
		err = manager.SetPrimary(id)
	}
	if err != nil {
		return keyFault(sealFile, err)
	}
	if handle, err = manager.Handle(); err != nil {
		return keyFault(sealFile, err)
	}
	text, err := written(handle)
	if err == nil {
		err = replace(path, text)
	}
	if err != nil {
		return keyFault(sealFile, err)
	}
	k.seal, err = aead.New(handle)
	return keyFault(sealFile, err)
}

func (k *Keyring) load() error {
	handle, err := readKeyset(filepath.Join(k.folder, sealFile))
	if err != nil {
		return keyFault(sealFile, err)
	}
	if k.seal, err = aead.New(handle); err != nil {
		return keyFault(sealFile, err)
	}
	k.index, err = private(filepath.Join(k.folder, indexFile))
	if err == nil && len(k.index) != sha256.Size {
		err = errors.New("wrong length")
	}
	return keyFault(indexFile, err)
}

func newKeyset() ([]byte, error) {
	handle, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		return nil, err
	}
	return written(handle)
}

func written(handle *keyset.Handle) ([]byte, error) {
	var b bytes.Buffer
	err := insecurecleartextkeyset.Write(handle, keyset.NewJSONWriter(&b))
	return b.Bytes(), err
}

func readKeyset(path string) (*keyset.Handle, error) {
	text, err := private(path)
	if err != nil {
		return nil, err
	}
	return insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(text)))
}

// private reads a file that nobody else may read.
func private(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fs.ErrPermission
	}
	return os.ReadFile(path)
}

// create writes a file whole, or leaves the one that is there.
func create(path string, text []byte) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	draft, err := drafted(path, text)
	if err != nil {
		return err
	}
	defer os.Remove(draft)
	if err := os.Link(draft, path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

func replace(path string, text []byte) error {
	draft, err := drafted(path, text)
	if err != nil {
		return err
	}
	return os.Rename(draft, path)
}

// drafted writes a 0600 file beside path and makes sure it is on the disk.
func drafted(path string, text []byte) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".draft-*")
	if err != nil {
		return "", err
	}
	_, err = f.Write(text)
	err = errors.Join(err, f.Sync(), f.Close())
	return f.Name(), err
}

func keyFault(file string, err error) error {
	if err == nil {
		return nil
	}
	return fault.New("store.keys.file", "file", filepath.Base(file)).Because(err)
}
