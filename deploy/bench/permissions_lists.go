package main

import (
	"context"
	"fmt"
	"time"

	"jinchu/activities/store"
	"jinchu/policy"
)

const (
	listed      = 100_000 // cycles in the villages of the county
	listPages   = 200
	listPage    = 50
	pagesLimit  = 3.0 // a page of what one may see to as many rows of a bare select
	listedSetUp = `
	insert into case_file (county, id, kind, state, unit, created)
	select '990101000000', 'l' || lpad(n::text, 6, '0'), 'cycle', 'reviewing', '990101' || 100 + n % 25 || 201 + n / 25 % 20, '2024-01-01'
	from   generate_series(0, 99999) n;
	insert into cycle (county, id, title) select '990101000000', 'l' || lpad(n::text, 6, '0'), '演练批次' || n from generate_series(0, 99999) n;
	analyze`
)

// lists measures the first page of a list of 100,000 for somebody of one township, whose own are one in 25 of them,
// beside a bare select of as many rows. The query is given the areas; the rest is not looked at.
func (b *permissionsBench) lists(ctx context.Context) error {
	if _, err := b.db.Exec(ctx, listedSetUp); err != nil {
		return err
	}
	var pages, bare []float64
	for n := range listPages {
		unit := fmt.Sprintf("990101%03d000", 100+n%townships)
		held := []policy.Assignment{{Role: policy.TownshipChair, Unit: unit, From: "2023-01-01"}}
		after := fmt.Sprintf("l%06d", n*400)
		began := time.Now()
		shown, err := b.page(ctx, held, after)
		if err != nil {
			return err
		}
		pages = append(pages, ms(time.Since(began)))
		for _, c := range shown {
			if c.Unit[:9] != unit[:9] && c.Unit != benchCounty {
				return fmt.Errorf("%s is shown %s", unit, c.Unit)
			}
		}
		if len(shown) != listPage {
			return fmt.Errorf("a page of %d", len(shown))
		}
		began = time.Now()
		if err := b.bare(ctx, after); err != nil {
			return err
		}
		bare = append(bare, ms(time.Since(began)))
	}
	b.hold("page of 50 by area of 100,000 / bare select", median(pages) <= pagesLimit*median(bare), "%.2f ms / %.2f ms = %.2f (≤ %.1f)",
		median(pages), median(bare), median(pages)/median(bare), pagesLimit)
	return nil
}

// page is a list as the counter reads it.
func (b *permissionsBench) page(ctx context.Context, held []policy.Assignment, after string) (shown []store.CycleIn, err error) {
	err = b.record.Read(ctx, func(t store.Tx) error {
		where, err := t.Reach(ctx, held, "cycle", "read")
		if err == nil {
			shown, err = t.CyclesIn(ctx, where, after, listPage)
		}
		return err
	})
	return shown, err
}

// bare reads as many rows of the same tables, whoever may see them, in a transaction too.
func (b *permissionsBench) bare(ctx context.Context, after string) error {
	tx, err := b.db.Begin(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback(ctx) }() // it only read
	rows, err := tx.Query(ctx, `select c.id, c.unit, y.title from case_file c join cycle y on y.county = c.county and y.id = c.id
		where c.county = $1 and c.kind = 'cycle' and c.id > $2 order by c.id limit $3`, benchCounty, after, listPage)
	if err != nil {
		return err
	}
	for rows.Next() {
		if _, err := rows.Values(); err != nil {
			return err
		}
	}
	return rows.Err()
}
