package record

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/calendar"
	"jinchu/policy/dossier"
	"jinchu/policy/fault"
)

// DossierKind is the kind of object that policy lines speak of when a dossier is exported.
const DossierKind = "dossier"

// DossierWish is how a dossier is wanted.
type DossierWish struct {
	Algorithm string // "" is the default
	Open      bool   // nothing that is sealed, also where the actor might read it
	Program   string // version, for the record
	At        time.Time
}

// File is a dossier as it is handed out.
type File struct {
	Name    string
	Archive []byte
}

// errMoved is a case that was acted on while its dossier was put together.
var errMoved = errors.New("a case moved while its dossier was exported")

// dossierTries is how often a dossier is begun anew because its case moved meanwhile.
const dossierTries = 5

// Dossier puts everything about a case, and of a cycle about what belongs to it, into one signed archive:
// the record as the actor may read it, the chains with what entries rested on as far as the actor may read
// that, and the county's anchors. The county's chain notes who took it.
//
// Faults: unknown, forbidden, dossier.algorithm, dossier.large, busy, store.audit.broken.
func (d *Desk) Dossier(ctx context.Context, a Actor, id string, w DossierWish) (f File, err error) {
	w.Algorithm = cmp.Or(w.Algorithm, dossier.Ed25519)
	for range dossierTries {
		if f, err = d.export(ctx, a, id, w); !errors.Is(err, errMoved) {
			return f, err
		}
	}
	return File{}, fault.New("busy").Because(err)
}

// export is one try. What stands outside one transaction is right where no chain has grown meanwhile: nothing
// of a case changes without an entry.
func (d *Desk) export(ctx context.Context, a Actor, id string, w DossierWish) (File, error) {
	x := &exporting{desk: d, actor: a, wish: w}
	if err := d.store.Read(ctx, func(tx store.Tx) error { return x.gather(ctx, tx, id) }); err != nil {
		return File{}, err
	}
	if err := x.view(ctx); err != nil {
		return File{}, err
	}
	if err := d.store.Read(ctx, func(tx store.Tx) error { return x.unmoved(ctx, tx) }); err != nil {
		return File{}, err
	}
	var f File
	err := d.store.Write(ctx, func(tx store.Tx) error {
		by, err := tx.Signer(ctx, w.Algorithm)
		if err != nil {
			return err
		}
		if f, err = x.pack(by); err != nil {
			return err
		}
		return tx.Note(ctx, "export_dossier", a.Mark(), string(x.by.Role), map[string]any{"case": id, "withheld": x.contents.About.Withheld,
			"policy": x.by.Version, "line": x.by.Line, "signed": w.Algorithm, "size": len(f.Archive)})
	})
	return f, err
}

// exporting is a dossier being put together.
type exporting struct {
	desk     *Desk
	actor    Actor
	wish     DossierWish
	by       policy.Decision
	at       store.CaseFile
	cases    []store.CaseFile // the case and those that belong to it, as far as the actor may read them
	units    map[string]string
	contents dossier.Contents
	record   Recorded
	withheld map[string]bool
}

// gather reads in one transaction what is written down: chains, anchors, documents, the rules that are pinned.
func (x *exporting) gather(ctx context.Context, tx store.Tx, id string) (err error) {
	at, c, err := x.desk.look(ctx, tx, x.actor, id, "read", CycleKind, ApplicationKind)
	if err != nil {
		return err
	}
	if x.by, err = x.desk.allowed(ctx, tx, asking{Actor: x.actor}, DossierKind, "export", at.Unit, id); err != nil {
		return err
	}
	x.at, x.withheld = at, map[string]bool{}
	x.contents.About = dossier.About{County: tx.Here().County, CountyName: tx.Here().Name, Realm: tx.Here().Kind, Case: id, Kind: at.Kind,
		Exported: x.wish.At.UTC().Truncate(time.Second), Business: calendar.DateOf(c.now).String(), Program: x.wish.Program}
	if err := x.belonging(c); err != nil {
		return err
	}
	p := &x.contents
	if p.About.Heads, p.Entries, p.Kept, err = tx.Chained(ctx, x.ids()); err != nil {
		return err
	}
	if p.Anchors, err = tx.Anchors(ctx); err != nil {
		return err
	}
	if p.Proofs, err = tx.Proofs(ctx, x.ids()); err != nil {
		return err
	}
	x.withhold(c)
	if err := x.documents(c); err != nil {
		return err
	}
	return x.rules(c)
}

// belonging finds the cases that go into the dossier.
func (x *exporting) belonging(c *contest) error {
	x.cases, x.units = []store.CaseFile{x.at}, map[string]string{x.at.ID: x.at.Unit}
	if x.at.Kind == ApplicationKind {
		return nil
	}
	shown, err := c.readable(x.actor)
	if err != nil {
		return err
	}
	all, err := below(c.ctx, c.tx, x.at.ID)
	for _, id := range all {
		if _, may := shown[id]; may {
			at, err := c.tx.Case(c.ctx, id)
			if err != nil {
				return err
			}
			x.cases, x.units[id] = append(x.cases, at), at.Unit
		}
	}
	return err
}

func (x *exporting) ids() []string {
	ids := make([]string, len(x.cases))
	for i, c := range x.cases {
		ids[i] = c.ID
	}
	return ids
}

// unmoved finds out whether a chain has grown since it was read.
func (x *exporting) unmoved(ctx context.Context, tx store.Tx) error {
	now, err := tx.Heads(ctx, x.ids())
	if err != nil {
		return err
	}
	for i, h := range x.contents.About.Heads {
		if now[i].No != h.No {
			return errMoved
		}
	}
	return nil
}

// documents adds the files of the cases, to those who may see what is in them.
func (x *exporting) documents(c *contest) error {
	x.record.Documents = []Document{}
	for _, at := range x.cases {
		all, err := c.tx.UploadsOf(c.ctx, []string{at.ID})
		if err != nil {
			return err
		}
		for _, id := range all {
			if err := x.document(c, at, id); err != nil {
				return err
			}
		}
	}
	return nil
}

func (x *exporting) document(c *contest, at store.CaseFile, id string) error {
	u, err := c.tx.Upload(c.ctx, id)
	if err != nil {
		return err
	}
	doc := Document{ID: id, Case: at.ID, Size: u.Size, Digest: dossier.Hex(u.Digest).String(), By: u.By}
	switch {
	case u.Destroyed:
		doc.State = dossier.Destroyed
	case !x.shows(c, "paper", at.Unit):
		x.withheld["documents"] = true
		doc.State = dossier.Withheld
	default:
		var content bytesWriter
		if err := c.tx.Fetch(c.ctx, id, &content); err != nil {
			return err
		}
		doc.State, doc.Name, doc.File = dossier.Whole, u.Name, "documents/"+safe(id)+extension(u.Name)
		x.contents.Files = append(x.contents.Files, dossier.File{Name: doc.File, Data: content})
	}
	x.record.Documents = append(x.record.Documents, doc)
	return nil
}

// bytesWriter keeps what is written.
type bytesWriter []byte

// Write appends.
func (b *bytesWriter) Write(p []byte) (int, error) { *b = append(*b, p...); return len(p), nil }

// rules adds the text of the regulation and of the policy that the case is pinned to.
func (x *exporting) rules(c *contest) error {
	reg, err := c.tx.Regulation(c.ctx, c.cycle.Regulation, c.cycle.RegulationVersion)
	if err != nil {
		return err
	}
	x.contents.Files = append(x.contents.Files, dossier.File{Name: fmt.Sprintf("regulation/%s-%d.yaml", safe(reg.ID), reg.Version), Data: []byte(reg.Text)})
	for _, version := range x.policies(c) {
		name := "policy/" + safe(version) + ".csv"
		text, err := c.tx.PolicyText(c.ctx, version)
		if fault.CodeOf(err) == "unknown" { // of before the county kept its versions
			x.contents.About.Missing = append(x.contents.About.Missing, name)
			continue
		}
		if err != nil {
			return err
		}
		x.contents.Files = append(x.contents.Files, dossier.File{Name: name, Data: []byte(text)})
	}
	return nil
}

// policies are the versions of the policy under which the case was decided, and the one it is exported under.
func (x *exporting) policies(c *contest) []string {
	all := []string{c.cycle.PolicyVersion, x.by.Version}
	for _, k := range x.contents.Kept {
		var rested struct {
			Policy allowance `json:"policy"`
		}
		if k.Text != "" && json.Unmarshal([]byte(k.Text), &rested) == nil {
			all = append(all, rested.Policy.Version)
		}
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(v string) bool { return v == "" })
}

// pack writes the record and the page, and signs.
func (x *exporting) pack(by dossier.Signer) (File, error) {
	p := x.contents
	for name := range x.withheld {
		p.About.Withheld = append(p.About.Withheld, name)
	}
	slices.Sort(p.About.Withheld)
	x.contents.About.Withheld = p.About.Withheld
	text, err := indented(x.record)
	if err != nil {
		return File{}, err
	}
	page, err := x.page(p.About)
	if err != nil {
		return File{}, err
	}
	p.Files = append(slices.Clone(p.Files), dossier.File{Name: dossier.RecordFile, Data: text}, dossier.File{Name: dossier.PageFile, Data: page})
	if x.record.Why != nil {
		why, err := indented(x.record.Why)
		if err != nil {
			return File{}, err
		}
		p.Files = append(p.Files, dossier.File{Name: dossier.WhyFile, Data: why})
	}
	archive, err := dossier.Build(p, by)
	if err != nil {
		return File{}, err
	}
	if _, err := dossier.Verify(archive, nil); err != nil {
		return File{}, notSigned(err)
	}
	return File{"dossier-" + safe(x.at.ID) + ".zip", archive}, nil
}

// notSigned refuses to hand out a chain that does not hold: the record was changed past the program.
func notSigned(err error) error {
	f := fault.Of(err)
	if f.Code != "dossier.chain" && f.Code != "dossier.anchor" {
		return fault.New("internal").Because(err)
	}
	return fault.New("store.audit.broken", "no", f.Args["no"], "why", f.Args["why"]).At(f.Place).Because(err)
}

func indented(v any) ([]byte, error) {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return nil, fault.New("internal").Because(err)
	}
	return append(text, '\n'), nil
}

// safe makes a part of a file's name out of an ID.
func safe(id string) string {
	clean := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return '_'
	}, id)
	return clean[:min(len(clean), 100)]
}

// extension is what follows the last dot of a name, where it is a plain short word.
func extension(name string) string {
	i := strings.LastIndexByte(name, '.')
	if i < 0 || len(name)-i > 6 || safe(name[i+1:]) != name[i+1:] {
		return ""
	}
	return strings.ToLower(name[i:])
}
