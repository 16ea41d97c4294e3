package store

import (
	"context"
	"encoding/json"
	"time"
)

// Kinds of a ruling.
const (
	RuledValue    = "value"    // the text is silent: what holds
	RuledOverride = "override" // the text stands against the law: it is applied all the same, by somebody who answers for it
)

// Ruling is what a named person ruled for one case, where the regulation is silent or unlawful.
type Ruling struct {
	Case     string
	No       int    // order of the case's rulings, from 1; set by the record
	Kind     string // RuledValue or RuledOverride
	Place    string // path of the value in the regulation; of an override: code@path of the finding
	Value    json.RawMessage
	By       string
	Role     string
	Reason   string
	Invented bool      // made up for a rehearsal
	At       time.Time // business time; set by the record
}

// Rule records a ruling; it is never changed. Fault: store.duplicate where the place is ruled on already.
func (t Tx) Rule(ctx context.Context, r Ruling) error {
	now, err := t.Now(ctx)
	if err != nil {
		return err
	}
	return t.exec(ctx, `
		insert into ruling (county, case_id, no, kind, place, value, by, role, reason, invented, business_at)
		select $1, $2, 1 + count(*), $3, $4, $5::text::jsonb, $6, $7, $8, $9, $10
		from   ruling
		where  county  = $1
		and    case_id = $2`,
		t.realm.County, r.Case, r.Kind, r.Place, string(r.Value), r.By, r.Role, r.Reason, r.Invented, now)
}

// Rulings lists the rulings of a case in the order they were given.
func (t Tx) Rulings(ctx context.Context, id string) ([]Ruling, error) {
	return list[Ruling](ctx, t, `
		select case_id, no, kind, place, value, by, role, reason, invented, business_at
		from   ruling
		where  county  = $1
		and    case_id = $2
		order  by no`, t.realm.County, id)
}
