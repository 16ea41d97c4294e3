package store

import (
	"crypto/ed25519"
	"crypto/rand"
	"path/filepath"

	"github.com/emmansun/gmsm/sm2"

	"jinchu/policy/dossier"
	"jinchu/policy/fault"
)

// countyFiles hold the private keys with which a county signs, sealed, a file for each algorithm. Losing
// them loses no data: new ones are made, and old dossiers still verify with the old public keys.
var countyFiles = map[string]string{dossier.Ed25519: "county-ed25519.key", dossier.SM2: "county-sm2.key"}

// countyKey is a private key beside its public one.
type countyKey struct {
	public dossier.Key
	sign   func(text []byte) ([]byte, error)
}

// Key is the public key.
func (k countyKey) Key() dossier.Key { return k.public }

// Sign signs a text, not its digest.
func (k countyKey) Sign(text []byte) ([]byte, error) { return k.sign(text) }

// Signer signs for the county. Fault: dossier.algorithm.
func (k *Keyring) Signer(algorithm string) (dossier.Signer, error) {
	s, known := k.county[algorithm]
	if !known {
		return nil, fault.New("dossier.algorithm", "found", algorithm)
	}
	return s, nil
}

// loadCounty reads the keys with which the county signs, and makes those that are not there.
func (k *Keyring) loadCounty() error {
	k.county = map[string]countyKey{}
	for _, algorithm := range dossier.Algorithms {
		file := countyFiles[algorithm]
		key, err := k.countyKey(algorithm, filepath.Join(k.folder, file))
		if err != nil {
			return keyFault(file, err)
		}
		k.county[algorithm] = key
	}
	return nil
}

func (k *Keyring) countyKey(algorithm, path string) (countyKey, error) {
	fresh, err := newCountyKey(algorithm)
	if err != nil {
		return countyKey{}, err
	}
	sealed, err := k.seal.Encrypt(fresh, bound("county_key", algorithm))
	if err != nil {
		return countyKey{}, err
	}
	if err := create(path, sealed); err != nil {
		return countyKey{}, err
	}
	if sealed, err = private(path); err != nil {
		return countyKey{}, err
	}
	secret, err := k.seal.Decrypt(sealed, bound("county_key", algorithm))
	if err != nil {
		return countyKey{}, err
	}
	if algorithm == dossier.SM2 {
		return sm2Key(secret)
	}
	return ed25519Key(secret)
}

// newCountyKey makes a seed of Ed25519, or a number of SM2.
func newCountyKey(algorithm string) ([]byte, error) {
	if algorithm != dossier.SM2 {
		return random(ed25519.SeedSize), nil
	}
	key, err := sm2.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	return key.D.FillBytes(make([]byte, 32)), nil
}

func ed25519Key(seed []byte) (countyKey, error) {
	if len(seed) != ed25519.SeedSize {
		return countyKey{}, fault.New("dossier.key")
	}
	secret := ed25519.NewKeyFromSeed(seed)
	public, err := dossier.NewKey(dossier.Ed25519, secret[ed25519.SeedSize:])
	return countyKey{public, func(text []byte) ([]byte, error) { return ed25519.Sign(secret, text), nil }}, err
}

func sm2Key(number []byte) (countyKey, error) {
	secret, err := sm2.NewPrivateKey(number)
	if err != nil {
		return countyKey{}, err
	}
	point, err := sm2.PublicKeyToECDH(&secret.PublicKey)
	if err != nil {
		return countyKey{}, err
	}
	public, err := dossier.NewKey(dossier.SM2, point.Bytes())
	return countyKey{public, func(text []byte) ([]byte, error) { return secret.SignWithSM2(rand.Reader, nil, text) }}, err
}
