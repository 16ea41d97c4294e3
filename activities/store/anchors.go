package store

import (
	"context"
	"maps"
	"slices"
	"time"

	"jinchu/policy/calendar"
	"jinchu/policy/dossier"
)

// Anchor adds a link to the county's chain where today, by the business clock, has none yet, or at once
// where it is asked for now: over the heads of all cases that changed since the last one. It tells whether
// it made one. Several programs may try at the same time; one of them does it.
func (s *Store) Anchor(ctx context.Context, atOnce bool) (a dossier.Anchored, made bool, err error) {
	err = s.Write(ctx, func(t Tx) error {
		if free, err := t.holdsAnchors(ctx); err != nil || !free {
			return err
		}
		last, err := t.LastAnchor(ctx)
		if err != nil {
			return err
		}
		now, err := t.Now(ctx)
		if err != nil {
			return err
		}
		a = dossier.Anchored{No: last.No + 1, Day: calendar.DateOf(now).String(), WallAt: wallNow(), Previous: last.Hash}
		if !atOnce && a.Day <= last.Day {
			return nil
		}
		made = true
		return t.anchor(ctx, &a)
	})
	return a, made, err
}

// holdsAnchors takes the right to add to the county's chain, until the transaction ends.
func (t Tx) holdsAnchors(ctx context.Context) (free bool, err error) {
	err = t.tx.QueryRow(ctx, `select pg_try_advisory_xact_lock(hashtext('jinchu anchor'))`).Scan(&free)
	return free, interpret(err)
}

// anchor reads what has changed, computes the link and writes both.
func (t Tx) anchor(ctx context.Context, a *dossier.Anchored) error {
	heads, err := t.changed(ctx)
	if err != nil {
		return err
	}
	dossier.SortHeads(heads)
	a.Count, a.Root = int64(len(heads)), dossier.Root(heads)
	a.Hash = a.Chained(t.realm.County)
	err = t.exec(ctx, `
		insert into anchor (county, no, day,             wall_at, previous, count, root, hash)
		values             ($1,     $2, $3::text::date, $4,      $5,       $6,    $7,   $8)`,
		t.realm.County, a.No, a.Day, a.WallAt, orNothing(a.Previous), a.Count, []byte(a.Root), []byte(a.Hash))
	if err != nil {
		return err
	}
	var ids []string
	var nos []int64
	var hashes [][]byte
	for _, h := range heads {
		ids, nos, hashes = append(ids, h.Case), append(nos, h.No), append(hashes, h.Hash)
	}
	return t.exec(ctx, `
		insert into anchor_head (county, anchor, case_id, no, head)
		select $1, $2, h.*
		from   unnest($3::text[], $4::bigint[], $5::bytea[]) as h`, t.realm.County, a.No, ids, nos, hashes)
}

func orNothing(b []byte) []byte { return append([]byte{}, b...) }

// changed are the heads of the cases that have grown since they were anchored.
func (t Tx) changed(ctx context.Context) ([]dossier.Head, error) {
	return list[dossier.Head](ctx, t, `
		select    c.id, c.audit_no, c.audit_head
		from      case_file c
		left join (select case_id, max(no) as no
		           from   anchor_head
		           where  county = $1
		           group  by case_id) as h on h.case_id = c.id
		where     c.county   = $1
		and       c.audit_no > coalesce(h.no, 0)`, t.realm.County)
}

const anchorColumns = `no, day::text, wall_at, previous, count, root, hash`

// LastAnchor is the newest link; the zero value before the first.
func (t Tx) LastAnchor(ctx context.Context) (dossier.Anchored, error) {
	all, err := t.anchors(ctx, `order by no desc limit 1`)
	if err != nil || len(all) == 0 {
		return dossier.Anchored{}, err
	}
	return all[0], nil
}

// Anchors lists the county's chain in order.
func (t Tx) Anchors(ctx context.Context) ([]dossier.Anchored, error) {
	return t.anchors(ctx, `order by no`)
}

func (t Tx) anchors(ctx context.Context, order string) ([]dossier.Anchored, error) {
	all, err := list[dossier.Anchored](ctx, t, `
		select `+anchorColumns+`
		from   anchor
		where  county = $1
		`+order, t.realm.County)
	for i := range all {
		all[i].WallAt = all[i].WallAt.In(time.UTC)
	}
	return all, err
}

// anchoredHeads are the heads that each anchor holds, sorted: of all anchors, or of those that hold any of the cases.
func (t Tx) anchoredHeads(ctx context.Context, cases []string) (map[int64][]dossier.Head, error) {
	type held struct {
		Anchor int64
		dossier.Head
	}
	all, err := list[held](ctx, t, `
		select anchor, case_id, no, head
		from   anchor_head
		where  county = $1
		and    ($2::text[] is null or anchor in (select anchor from anchor_head where county = $1 and case_id = any($2)))
		order  by anchor, case_id collate "C"`, t.realm.County, cases)
	heads := map[int64][]dossier.Head{}
	for _, h := range all {
		heads[h.Anchor] = append(heads[h.Anchor], h.Head)
	}
	return heads, err
}

// Proofs show that the county's anchors hold the heads of some cases, in order of anchor and case.
func (t Tx) Proofs(ctx context.Context, cases []string) ([]dossier.Proof, error) {
	all, err := t.anchoredHeads(ctx, cases)
	wanted := map[string]bool{}
	for _, id := range cases {
		wanted[id] = true
	}
	proofs := []dossier.Proof{}
	for _, no := range slices.Sorted(maps.Keys(all)) {
		for i, h := range all[no] {
			if wanted[h.Case] {
				proofs = append(proofs, dossier.Proof{Anchor: no, Case: h.Case, No: h.No, Index: int64(i), Path: dossier.Prove(all[no], i)})
			}
		}
	}
	return proofs, err
}
