package store

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"time"

	"jinchu/policy/dossier"
	"jinchu/policy/fault"
)

// Verified is what the audit was found to be.
type Verified struct {
	Cases     int
	Entries   int
	Payloads  int // held against their digests
	Destroyed int // lawfully, under a run
	Anchors   int
	Broken    []Broken // the first of each case and each anchor
}

// Broken is an entry, or an anchor, that does not fit; Why is one of the words of package dossier.
type Broken struct {
	Case   string // "" of an anchor
	No     int64
	Why    string
	Anchor int64 // the anchor that holds another entry; 0 otherwise
}

// Verify recomputes the chain of a case, checks every payload still kept, and that the chain holds
// what the anchors say it held.
//
// Fault: store.audit.broken with the first entry that does not fit, and why.
func (t Tx) Verify(ctx context.Context, id string) error {
	if _, err := t.Case(ctx, id); err != nil {
		return err
	}
	v, err := t.verifyChains(ctx, id)
	if err != nil {
		return err
	}
	if err := t.verifyHeads(ctx, id, v); err != nil {
		return err
	}
	if len(v.Broken) > 0 {
		return fault.New("store.audit.broken", "no", v.Broken[0].No, "why", v.Broken[0].Why)
	}
	return nil
}

// VerifyAudit goes through the chains of all cases and the county's anchors, or through what concerns one
// case. What does not fit is told in the result. Fault: unknown for a case that is not there.
func (s *Store) VerifyAudit(ctx context.Context, id string) (v Verified, err error) {
	err = s.Read(ctx, func(t Tx) error {
		if id != "" {
			if _, err := t.Case(ctx, id); err != nil {
				return err
			}
		}
		found, err := t.verifyChains(ctx, id)
		if err != nil {
			return err
		}
		v = *found
		if err := t.verifyHeads(ctx, id, &v); err != nil {
			return err
		}
		return t.verifyAnchors(ctx, &v)
	})
	return v, err
}

// link is an entry with what it rested on.
type link struct {
	Audited
	case_  string
	sealed []byte
	salt   []byte
	run    int64 // under which it was destroyed; 0 where it was not
}

// verifyChains walks along the entries of all cases, or one, in one pass.
func (t Tx) verifyChains(ctx context.Context, id string) (*Verified, error) {
	heads, err := t.headsOf(ctx, id)
	if err != nil {
		return nil, err
	}
	v, last, wrong := &Verified{}, map[string]Audited{}, map[string]bool{}
	err = t.eachLink(ctx, id, func(l link) error {
		v.Entries++
		if wrong[l.case_] {
			return nil
		}
		if why := t.fits(l, last[l.case_], v); why != "" {
			wrong[l.case_] = true
			v.Broken = append(v.Broken, Broken{Case: l.case_, No: last[l.case_].No + 1, Why: why})
			return nil
		}
		last[l.case_] = l.Audited
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, h := range heads {
		v.Cases++
		end := last[h.ID]
		delete(last, h.ID)
		if !wrong[h.ID] && (end.No != h.AuditNo || !bytes.Equal(end.Hash, h.AuditHead)) {
			wrong[h.ID] = true
			v.Broken = append(v.Broken, Broken{Case: h.ID, No: end.No + 1, Why: dossier.End})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(last)) { // entries of a case that is gone
		v.Broken = append(v.Broken, Broken{Case: id, No: last[id].No + 1, Why: dossier.End})
	}
	return v, nil
}

func (t Tx) headsOf(ctx context.Context, id string) ([]chainHead, error) {
	return list[chainHead](ctx, t, `
		select id, seq, state, stage, audit_no, audit_head
		from   case_file
		where  county = $1
		and    ($2 = '' or id = $2)
		order  by id`, t.realm.County, id)
}

// eachLink hands over the entries case by case, in order, without holding them all.
func (t Tx) eachLink(ctx context.Context, id string, do func(link) error) error {
	rows, err := t.tx.Query(ctx, `
		select    a.case_id, a.no, a.seq, a.event, a.actor, a.role, a.business_at, a.wall_at, a.payload_digest, a.previous, a.hash,
		          p.sealed_payload, p.secret_salt, coalesce(d.run, 0)
		from      audit          a
		left join audit_payload  p on p.county = a.county and p.case_id = a.case_id and p.no = a.no
		left join retention_item i on i.county = a.county and i.case_id = a.case_id and i.no = a.no and i.what = 'payload'
		left join retention_done d on d.county = i.county and d.run = i.run
		where     a.county = $1
		and       ($2 = '' or a.case_id = $2)
		order     by a.case_id, a.no, d.run nulls last`, t.realm.County, id)
	if err != nil {
		return interpret(err)
	}
	defer rows.Close()
	var before link
	for rows.Next() {
		var l link
		err := rows.Scan(&l.case_, &l.No, &l.Seq, &l.Event, &l.Actor, &l.Role, &l.BusinessAt, &l.WallAt, &l.PayloadDigest, &l.Previous, &l.Hash,
			&l.sealed, &l.salt, &l.run)
		if err != nil {
			return interpret(err)
		}
		if before.case_ == l.case_ && before.No == l.No {
			continue // listed by a run that was never confirmed, too
		}
		before = l
		if err := do(l); err != nil {
			return err
		}
	}
	return interpret(rows.Err())
}

// fits tells how an entry does not follow, or rests on something else; "" where it does.
func (t Tx) fits(l link, last Audited, v *Verified) string {
	if why := l.entry(l.case_).Fits(t.realm.County, last.entry(l.case_)); why != "" {
		return why
	}
	switch {
	case l.salt == nil && l.run > 0:
		v.Destroyed++
		return ""
	case l.salt == nil:
		return dossier.Gone
	}
	text, err := t.keys.Open("audit_payload", t.realm.County, payloadRow(l.case_, l.No), l.sealed)
	if err != nil || !bytes.Equal(l.PayloadDigest, dossier.Digest(l.salt, text)) {
		return dossier.Payload
	}
	v.Payloads++
	return ""
}

// verifyHeads finds entries that an anchor holds otherwise than they stand there now, or not at all.
func (t Tx) verifyHeads(ctx context.Context, id string, v *Verified) error {
	type held struct {
		Anchor int64
		Case   string
		No     int64
	}
	all, err := list[held](ctx, t, `
		select    h.anchor, h.case_id, h.no
		from      anchor_head h
		left join audit       a on a.county = h.county and a.case_id = h.case_id and a.no = h.no
		where     h.county = $1
		and       ($2 = '' or h.case_id = $2)
		and       a.hash is distinct from h.head
		order     by h.case_id, h.anchor`, t.realm.County, id)
	before := ""
	for _, h := range all {
		if h.Case != before {
			v.Broken = append(v.Broken, Broken{Case: h.Case, No: h.No, Why: dossier.Anchor, Anchor: h.Anchor})
		}
		before = h.Case
	}
	return err
}

// verifyAnchors follows the county's chain, and computes each root anew.
func (t Tx) verifyAnchors(ctx context.Context, v *Verified) error {
	all, err := t.Anchors(ctx)
	if err != nil {
		return err
	}
	heads, err := t.anchoredHeads(ctx, nil)
	if err != nil {
		return err
	}
	var last dossier.Anchored
	for _, a := range all {
		v.Anchors++
		why := a.Fits(t.realm.County, last)
		if why == "" && (a.Count != int64(len(heads[a.No])) || !bytes.Equal(a.Root, dossier.Root(heads[a.No]))) {
			why = dossier.Content
		}
		if why != "" {
			v.Broken = append(v.Broken, Broken{No: last.No + 1, Why: why})
			return nil
		}
		last = a
	}
	for no := range heads {
		if no > last.No {
			v.Broken = append(v.Broken, Broken{No: last.No + 1, Why: dossier.End})
			return nil
		}
	}
	return nil
}

// wallNow is the machine's clock, as PostgreSQL keeps it.
func wallNow() time.Time { return moment(time.Now()) }
