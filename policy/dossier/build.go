package dossier

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"jinchu/policy/fault"
)

// Contents are what an archive is made of.
type Contents struct {
	About   About
	Entries []Entry // case by case, in order
	Kept    []Kept  // one for each entry, in the same order
	Anchors []Anchored
	Proofs  []Proof
	Files   []File // record, page, why, regulation/, policy/, documents/
}

// Build packs and signs the contents.
//
// Faults: dossier.name, dossier.large, and those of the signer.
func Build(c Contents, by Signer) ([]byte, error) {
	key := by.Key()
	c.About.Format, c.About.Algorithm, c.About.Fingerprint = Format, key.Algorithm, key.Fingerprint()
	c.About.Heads, c.About.Withheld, c.About.Missing = orNone(c.About.Heads), orNone(c.About.Withheld), orNone(c.About.Missing)
	about, err := json.MarshalIndent(c.About, "", "  ")
	if err != nil {
		return nil, fault.New("internal").Because(err)
	}
	files := append(slices.Clone(c.Files), File{AboutFile, append(about, '\n')}, File{KeyFile, key.PEM()}, File{HowFile, []byte(How)})
	for name, write := range map[string]func() ([]byte, error){
		ChainFile: lines(c.Entries), PayloadsFile: lines(c.Kept), AnchorsFile: lines(c.Anchors), ProofsFile: lines(c.Proofs),
	} {
		text, err := write()
		if err != nil {
			return nil, err
		}
		files = append(files, File{name, text})
	}
	manifest := manifestOf(files)
	signature, err := by.Sign(manifest)
	if err != nil {
		return nil, err
	}
	return Pack(append(files, File{ManifestFile, manifest}, File{SignatureFile, signature}))
}

// manifestOf is what sha256sum --check reads: digest, two spaces, name, in the order of the names.
func manifestOf(files []File) []byte {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	var b bytes.Buffer
	for _, f := range files {
		sum := sha256.Sum256(f.Data)
		b.WriteString(hex.EncodeToString(sum[:]) + "  " + f.Name + "\n")
	}
	return b.Bytes()
}

// lines writes JSON, one object a line, letters as they are.
func lines[T any](all []T) func() ([]byte, error) {
	return func() ([]byte, error) {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		for _, one := range all {
			if err := e.Encode(one); err != nil {
				return nil, fault.New("internal").Because(err)
			}
		}
		return b.Bytes(), nil
	}
}

func orNone[T any](all []T) []T {
	if all == nil {
		return []T{}
	}
	return all
}
