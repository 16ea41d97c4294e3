package store

import (
	"context"
	"os"
	"path/filepath"

	"jinchu/policy/fault"
)

// OpenFromEnvironment opens the record that the launcher has set up, for processes of their own: the
// database of DATABASE_URL with the keys in the folder "keys" of JINCHU_HOME (.jinchu unless set).
//
// Faults: value.missing, and those of OpenKeyring and Open.
func OpenFromEnvironment(ctx context.Context) (*Store, *Keyring, error) {
	url, home := os.Getenv("DATABASE_URL"), os.Getenv("JINCHU_HOME")
	if url == "" {
		return nil, nil, fault.New("value.missing", "field", "DATABASE_URL")
	}
	if home == "" {
		home = ".jinchu"
	}
	keys, err := OpenKeyring(filepath.Join(home, "keys"))
	if err != nil {
		return nil, nil, err
	}
	s, err := Open(ctx, url, keys)
	return s, keys, err
}
