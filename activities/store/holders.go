package store

import (
	"context"
	"encoding/json"

	"jinchu/policy/fault"
	"jinchu/policy/identity"
)

// Holder is a line of the register of disability certificates.
type Holder struct {
	ID       string          // set by the record where empty
	Unit     string          // where the person lives, as registered; never inferred from a number
	Category int             // 1 to 7
	Grade    int             // 1 to 4
	Personal json.RawMessage // name, number, certificate: sealed in the record
}

// ImportHolders keeps many lines of the register at once; numbers stand in the same order. A number
// that is there already is the fault store.duplicate.
func (t Tx) ImportHolders(ctx context.Context, holders []Holder, numbers []identity.CitizenID) error {
	if len(holders) != len(numbers) {
		return fault.New("value.wrong", "field", "numbers", "why", "count")
	}
	var ids, units []string
	var categories, grades []int64
	var sealed, indexes [][]byte
	for i, h := range holders {
		if h.ID == "" {
			h.ID = NewID()
		}
		s, err := t.keys.Seal("holder.personal", t.realm.County, h.ID, h.Personal)
		if err != nil {
			return err
		}
		ids, units, sealed = append(ids, h.ID), append(units, h.Unit), append(sealed, s)
		categories, grades = append(categories, int64(h.Category)), append(grades, int64(h.Grade))
		indexes = append(indexes, t.keys.BlindIndex(t.realm.County, numbers[i]))
	}
	return t.exec(ctx, `
		insert into holder (county, id, unit, category, grade, sealed_personal, secret_index)
		select $1, h.*
		from   unnest($2::text[], $3::text[], $4::integer[], $5::integer[], $6::bytea[], $7::bytea[]) as h`,
		t.realm.County, ids, units, categories, grades, sealed, indexes)
}

// HeldNumbers tells of each number whether the register has it already, in the same order.
func (t Tx) HeldNumbers(ctx context.Context, numbers []identity.CitizenID) ([]bool, error) {
	indexes := make([][]byte, len(numbers))
	for i, n := range numbers {
		indexes[i] = t.keys.BlindIndex(t.realm.County, n)
	}
	type row struct{ Held bool }
	rows, err := list[row](ctx, t, `
		select exists (
			select from holder h
			where  h.county       = $1
			and    h.secret_index = n.index)
		from   unnest($2::bytea[]) with ordinality as n (index, place)
		order  by n.place`, t.realm.County, indexes)
	held := make([]bool, len(rows))
	for i, r := range rows {
		held[i] = r.Held
	}
	return held, err
}

// FindHolder finds a person in the register by the number. Fault: unknown.
func (t Tx) FindHolder(ctx context.Context, number identity.CitizenID) (Holder, error) {
	h, err := one[Holder](ctx, t, "holder", `
		select id, unit, category, grade, sealed_personal
		from   holder
		where  county       = $1
		and    secret_index = $2`, t.realm.County, t.keys.BlindIndex(t.realm.County, number))
	if err != nil {
		return Holder{}, err
	}
	h.Personal, err = t.keys.Open("holder.personal", t.realm.County, h.ID, h.Personal)
	return h, err
}

// HolderCount is how many holders of a category and grade live in a unit.
type HolderCount struct {
	Unit     string
	Category int
	Grade    int
	Count    int
}

// CountHolders counts the register by unit, category and grade: what quotas ask.
func (t Tx) CountHolders(ctx context.Context) ([]HolderCount, error) {
	return list[HolderCount](ctx, t, `
		select unit, category, grade, count(*)
		from   holder
		where  county = $1
		group  by unit, category, grade
		order  by unit, category, grade`, t.realm.County)
}
