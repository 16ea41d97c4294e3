package store

import (
	"context"

	"jinchu/policy/dossier"
	"jinchu/policy/fault"
)

// CountyKey is a public key that this county has signed with.
type CountyKey struct {
	Fingerprint string
	Algorithm   string
	PEM         string
}

// Signer signs for the county, and makes sure that the record knows the key. Fault: dossier.algorithm.
func (t Tx) Signer(ctx context.Context, algorithm string) (dossier.Signer, error) {
	by, err := t.keys.Signer(algorithm)
	if err != nil {
		return nil, err
	}
	key := by.Key()
	return by, t.exec(ctx, `
		insert into county_key (county, fingerprint, algorithm, pem)
		values                 ($1,     $2,          $3,        $4)
		on conflict on constraint county_key_once do nothing`, t.realm.County, key.Fingerprint(), key.Algorithm, string(key.PEM()))
}

// CountyKeys lists the keys in use, the default first, then those that were in use before.
func (t Tx) CountyKeys(ctx context.Context) ([]CountyKey, error) {
	var keys []CountyKey
	used := map[string]bool{}
	for _, algorithm := range dossier.Algorithms {
		by, err := t.keys.Signer(algorithm)
		if err != nil {
			return nil, err
		}
		key := by.Key()
		used[key.Fingerprint()] = true
		keys = append(keys, CountyKey{key.Fingerprint(), algorithm, string(key.PEM())})
	}
	before, err := list[CountyKey](ctx, t, `
		select fingerprint, algorithm, pem
		from   county_key
		where  county = $1
		order  by first_used, fingerprint`, t.realm.County)
	for _, k := range before {
		if !used[k.Fingerprint] {
			keys = append(keys, k)
		}
	}
	return keys, err
}

// Chained are the entries of some cases as a dossier holds them, case by case, each with what it rested on,
// opened; what a run destroyed says so.
func (t Tx) Chained(ctx context.Context, cases []string) (heads []dossier.Head, entries []dossier.Entry, kept []dossier.Kept, err error) {
	for _, id := range cases {
		head := dossier.Head{Case: id}
		err := t.eachLink(ctx, id, func(l link) error {
			k, err := t.keptOf(l)
			entries, kept = append(entries, l.entry(id)), append(kept, k)
			head.No, head.Hash = l.No, l.Hash
			return err
		})
		if err != nil {
			return nil, nil, nil, err
		}
		heads = append(heads, head)
	}
	return heads, entries, kept, nil
}

// Heads are where the chains of some cases stand, in the order asked for. Fault: unknown.
func (t Tx) Heads(ctx context.Context, cases []string) ([]dossier.Head, error) {
	heads, err := list[dossier.Head](ctx, t, `
		select   c.id, c.audit_no, c.audit_head
		from     unnest($2::text[]) with ordinality as w (id, place)
		join     case_file c on c.id = w.id
		where    c.county = $1
		order by w.place`, t.realm.County, cases)
	if err == nil && len(heads) != len(cases) {
		return nil, fault.New("unknown", "what", "case")
	}
	return heads, err
}

func (t Tx) keptOf(l link) (dossier.Kept, error) {
	k := dossier.Kept{Case: l.case_, No: l.No}
	switch {
	case l.salt == nil && l.run > 0:
		k.State, k.Run = dossier.Destroyed, l.run
		return k, nil
	case l.salt == nil:
		return k, fault.New("store.audit.broken", "no", l.No, "why", dossier.Gone)
	}
	text, err := t.keys.Open("audit_payload", t.realm.County, payloadRow(l.case_, l.No), l.sealed)
	k.State, k.Salt, k.Text = dossier.Whole, l.salt, string(text)
	return k, err
}
