package dossier

import (
	"bytes"
	"encoding/json"
	"strings"

	"jinchu/policy/fault"
)

// Report is what a verified archive was found to be.
type Report struct {
	About
	Compared   bool // with a key that the reader brought, not with the archive's own
	Entries    int
	Whole      int
	Taken      int // withheld from whoever exported it
	Destroyed  int // lawfully, under a run
	Anchors    int
	Last       Anchored // the newest anchor; zero where there is none
	Unanchored int      // entries newer than the last anchor that holds their case
}

// inspection is one archive being verified.
type inspection struct {
	files   map[string][]byte
	about   About
	entries []Entry
	heads   map[string]map[int64]Hex
	report  Report
}

// Verify finds out whether an archive is, to the byte, what the county signed, and whether its chains hold.
// Without a key of the reader's own the archive's is taken, which shows that nothing was altered since it
// was signed, not by whom: compare Fingerprint with the one the county made public.
//
// Faults: dossier.archive, dossier.name, dossier.file, dossier.manifest, dossier.signature, dossier.key,
// dossier.key.other, dossier.format, dossier.chain, dossier.anchor.
func Verify(archive []byte, key *Key) (Report, error) {
	files, err := Unpack(archive)
	if err != nil {
		return Report{}, err
	}
	i := &inspection{files: map[string][]byte{}, heads: map[string]map[int64]Hex{}}
	for _, f := range files {
		i.files[f.Name] = f.Data
	}
	for _, look := range []func() error{func() error { return i.signed(files, key) }, i.readAbout, i.chains, i.rested, i.anchored} {
		if err := look(); err != nil {
			return Report{}, err
		}
	}
	i.report.About, i.report.Compared = i.about, key != nil
	return i.report, nil
}

// signed checks the signature over the manifest, and the manifest over everything else.
func (i *inspection) signed(files []File, key *Key) error {
	own, err := ParseKey(i.files[KeyFile])
	if err != nil {
		return fault.New("dossier.file").At(KeyFile).Because(err)
	}
	if key != nil && key.Fingerprint() != own.Fingerprint() {
		return fault.New("dossier.key.other", "found", own.Fingerprint(), "wanted", key.Fingerprint())
	}
	if !own.Verifies(i.files[ManifestFile], i.files[SignatureFile]) {
		return fault.New("dossier.signature")
	}
	var listed []File
	for _, f := range files {
		if f.Name != ManifestFile && f.Name != SignatureFile {
			listed = append(listed, f)
		}
	}
	if want := manifestOf(listed); !bytes.Equal(want, i.files[ManifestFile]) {
		return fault.New("dossier.manifest").At(otherLine(want, i.files[ManifestFile]))
	}
	i.about.Algorithm, i.about.Fingerprint = own.Algorithm, own.Fingerprint()
	return nil
}

// otherLine is the name in the first line of a manifest that is not as it should be.
func otherLine(want, found []byte) string {
	wants, founds := strings.Split(string(want), "\n"), strings.Split(string(found), "\n")
	for n := range min(len(wants), len(founds)) {
		if wants[n] != founds[n] {
			return strings.TrimSpace(wants[n][min(len(wants[n]), 64):])
		}
	}
	return ManifestFile
}

func (i *inspection) readAbout() error {
	key := i.about
	if err := strict(i.files[AboutFile], &i.about); err != nil {
		return fault.New("dossier.file").At(AboutFile).Because(err)
	}
	if i.about.Format != Format {
		return fault.New("dossier.format", "found", i.about.Format, "known", Format)
	}
	if i.about.Algorithm != key.Algorithm || i.about.Fingerprint != key.Fingerprint {
		return fault.New("dossier.file").At(AboutFile)
	}
	return nil
}

// chains follows the chain of each case to the head that is stated.
func (i *inspection) chains() error {
	var err error
	if i.entries, err = parsed[Entry](i.files, ChainFile); err != nil {
		return err
	}
	rest := i.entries
	for _, head := range i.about.Heads {
		if _, twice := i.heads[head.Case]; twice {
			return fault.New("dossier.file").At(AboutFile)
		}
		i.heads[head.Case] = map[int64]Hex{}
		var last Entry
		for len(rest) > 0 && rest[0].Case == head.Case {
			if why := rest[0].Fits(i.about.County, last); why != "" {
				return chainFault(head.Case, last.No+1, why)
			}
			last, rest = rest[0], rest[1:]
			i.heads[head.Case][last.No] = last.Hash
		}
		if last.No != head.No || !bytes.Equal(last.Hash, head.Hash) {
			return chainFault(head.Case, last.No+1, End)
		}
	}
	if len(rest) > 0 {
		return chainFault(rest[0].Case, rest[0].No, End)
	}
	i.report.Entries = len(i.entries)
	return nil
}

// rested holds what is kept against the digests of its entries.
func (i *inspection) rested() error {
	kept, err := parsed[Kept](i.files, PayloadsFile)
	if err != nil {
		return err
	}
	if len(kept) != len(i.entries) {
		return fault.New("dossier.file").At(PayloadsFile)
	}
	for n, k := range kept {
		e := i.entries[n]
		if k.Case != e.Case || k.No != e.No {
			return chainFault(e.Case, e.No, Missing)
		}
		switch {
		case k.State == Whole && bytes.Equal(e.Digest, Digest(k.Salt, []byte(k.Text))):
			i.report.Whole++
		case k.State == Withheld && k.Text == "" && len(k.Salt) == 0:
			i.report.Taken++
		case k.State == Destroyed && k.Run > 0 && k.Text == "" && len(k.Salt) == 0:
			i.report.Destroyed++
		default:
			return chainFault(e.Case, e.No, Payload)
		}
	}
	return nil
}

// anchored follows the county's chain, and climbs from the heads of the cases up to it.
func (i *inspection) anchored() error {
	all, err := parsed[Anchored](i.files, AnchorsFile)
	if err != nil {
		return err
	}
	for _, a := range all {
		if why := a.Fits(i.about.County, i.report.Last); why != "" {
			return fault.New("dossier.anchor", "no", i.report.Last.No+1, "why", why)
		}
		i.report.Last = a
	}
	i.report.Anchors = len(all)
	proofs, err := parsed[Proof](i.files, ProofsFile)
	if err != nil {
		return err
	}
	reached := map[string]int64{}
	for _, p := range proofs {
		head, known := i.heads[p.Case][p.No]
		if !known || p.Anchor < 1 || p.Anchor > int64(len(all)) || !all[p.Anchor-1].Holds(Head{p.Case, p.No, head}, p) {
			return fault.New("dossier.anchor", "no", p.Anchor, "why", Anchor).At(p.Case)
		}
		reached[p.Case] = max(reached[p.Case], p.No)
	}
	for _, head := range i.about.Heads {
		i.report.Unanchored += int(head.No - reached[head.Case])
	}
	return nil
}

// parsed reads lines of JSON.
func parsed[T any](files map[string][]byte, name string) ([]T, error) {
	text, there := files[name]
	if !there || len(text) > 0 && text[len(text)-1] != '\n' {
		return nil, fault.New("dossier.file").At(name)
	}
	var all []T
	for line := range bytes.Lines(text) {
		var one T
		if err := strict(line, &one); err != nil {
			return nil, fault.New("dossier.file").At(name).Because(err)
		}
		all = append(all, one)
	}
	return all, nil
}

// strict refuses fields this form does not know: they might mean something to somebody.
func strict(text []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	return d.Decode(v)
}

func chainFault(id string, no int64, why string) error {
	return fault.New("dossier.chain", "no", no, "why", why).At(id)
}
