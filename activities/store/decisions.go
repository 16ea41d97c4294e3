package store

import (
	"context"
	"time"
)

// Decision is what a named person decided, with the reason.
type Decision struct {
	ID     string // set by the record where empty
	Case   string
	Seq    int64  // step of the case that it belongs to
	Kind   string // event of the state table
	About  string // application, objection or post it is about; "" for the case itself
	By     string // person ID
	Role   string
	Reason string    // sealed in the record
	Date   time.Time // business date, Asia/Shanghai
}

// Decide records decisions; they are never changed, a later one stands beside it.
func (t Tx) Decide(ctx context.Context, decisions ...Decision) error {
	var ids, cases, kinds, abouts, people, roles []string
	var seqs []int64
	var reasons [][]byte
	var dates []time.Time
	for _, d := range decisions {
		if d.ID == "" {
			d.ID = NewID()
		}
		sealed, err := t.keys.Seal("decision.reason", t.realm.County, d.ID, []byte(d.Reason))
		if err != nil {
			return err
		}
		ids, cases, kinds, abouts = append(ids, d.ID), append(cases, d.Case), append(kinds, d.Kind), append(abouts, d.About)
		people, roles, seqs = append(people, d.By), append(roles, d.Role), append(seqs, d.Seq)
		reasons, dates = append(reasons, sealed), append(dates, d.Date)
	}
	if len(ids) == 0 {
		return nil
	}
	return t.exec(ctx, `
		insert into decision (county, id, case_id, seq, kind, about, by, role, sealed_reason, business_date)
		select $1, d.id, d.case_id, d.seq, d.kind, nullif(d.about, ''), d.by, d.role, d.reason, d.on_date
		from   unnest($2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bytea[], $10::date[])
		       as d (id, case_id, seq, kind, about, by, role, reason, on_date)`,
		t.realm.County, ids, cases, seqs, kinds, abouts, people, roles, reasons, dates)
}

type decisionRow struct {
	Decision
	Sealed []byte
}

// Decisions lists the decisions of a case and of the cases below it, in order.
func (t Tx) Decisions(ctx context.Context, id string) ([]Decision, error) {
	rows, err := list[decisionRow](ctx, t, `
		select d.id, d.case_id, d.seq, d.kind, coalesce(d.about, ''), d.by, d.role, '', d.business_date, d.sealed_reason
		from   decision  d
		join   case_file c on c.county = d.county and c.id = d.case_id
		where  d.county = $1
		and    (c.id = $2 or c.parent = $2)
		order  by d.business_date, d.case_id, d.seq, d.id`, t.realm.County, id)
	if err != nil {
		return nil, err
	}
	all := make([]Decision, 0, len(rows))
	for _, r := range rows {
		if len(r.Sealed) == 0 { // destroyed
			all = append(all, r.Decision)
			continue
		}
		reason, err := t.keys.Open("decision.reason", t.realm.County, r.ID, r.Sealed)
		if err != nil {
			return nil, err
		}
		r.Reason = string(reason)
		all = append(all, r.Decision)
	}
	return all, nil
}
