package store

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
)

// Shape names the migrations by their content, for tests that keep a migrated database as a template.
func Shape() string {
	h := sha256.New()
	_ = fs.WalkDir(Migrations(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(Migrations(), path)
		h.Write(text)
		return err
	})
	return "store" + hex.EncodeToString(h.Sum(nil)[:12])
}
