package store

import (
	"crypto/subtle"

	"github.com/tink-crypto/tink-go/v2/tink"
)

// Receipt is the code with which the applicant comes back to an application.
func (t Tx) Receipt(application string) string { return t.keys.receipt(t.realm.County, application) }

// IsReceipt tells whether the code is that of the application, in the same time for every code.
func (t Tx) IsReceipt(application, code string) bool {
	return subtle.ConstantTimeCompare([]byte(t.Receipt(application)), []byte(code)) == 1
}

// wire seals what travels into procedure histories with the keyring's seal, also after a rotation.
type wire struct{ keys *Keyring }

// Wire is the seal of procedure histories. The associated data tells realms apart.
func (k *Keyring) Wire() tink.AEAD { return wire{k} }

// Encrypt implements tink.AEAD.
func (w wire) Encrypt(plain, realm []byte) ([]byte, error) {
	return w.keys.Seal("history", string(realm), "", plain)
}

// Decrypt implements tink.AEAD.
func (w wire) Decrypt(sealed, realm []byte) ([]byte, error) {
	return w.keys.Open("history", string(realm), "", sealed)
}
