package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"jinchu/activities/store"
)

// plain is a task as the bare table has it.
type plain struct {
	ID, Role, Unit, Person string
	Opened                 time.Time
	Except                 []string
}

// post is a role somebody holds, for themselves or for another.
type post struct{ Person, Role, Unit, For string }

// check reckons the inboxes of some people from the bare tables, without the projection or any query of the
// product, and compares the first pages.
func (b *inboxBench) check(ctx context.Context) error {
	db := b.db
	tasks, err := rows[plain](ctx, db, `
		select id, role, unit, coalesce(person, ''), opened, array(select jsonb_array_elements_text(except_people)) from task where closed is null`)
	if err != nil {
		return err
	}
	posts, err := rows[post](ctx, db, `
		select person, role, unit, coalesce(acting_for, '') from assignment where valid_from <= '2024-03-01' and (valid_to is null or valid_to > '2024-03-01')`)
	if err != nil {
		return err
	}
	slices.SortFunc(tasks, func(a, c plain) int { return cmp.Or(a.Opened.Compare(c.Opened), cmp.Compare(a.ID, c.ID)) })
	shown := 0
	for n := range inboxChecked {
		person := fmt.Sprintf("p%d", n*n*7%inboxPeople)
		want := reckon(person, tasks, posts)
		got, err := b.all(ctx, person)
		if err != nil {
			return err
		}
		if !slices.Equal(want, got) {
			return fmt.Errorf("the inbox of one person has %d lines, and should have %d, or others", len(got), len(want))
		}
		shown += len(got)
	}
	_, _ = fmt.Fprintf(b.out, "%d inboxes with %d lines are as reckoned from the bare tables\n", inboxChecked, shown)
	return nil
}

// all reads the whole inbox of a person page by page.
func (b *inboxBench) all(ctx context.Context, person string) (ids []string, err error) {
	for after := ""; ; after = ids[len(ids)-1] {
		page, err := b.page(ctx, person, store.Question{After: after})
		if err != nil || len(page.Lines) == 0 {
			return ids, err
		}
		for _, line := range page.Lines {
			ids = append(ids, line.ID)
		}
	}
}

// reckon goes through every task and every role of the person.
func reckon(person string, tasks []plain, posts []post) (ids []string) {
	posts = slices.DeleteFunc(slices.Clone(posts), func(p post) bool { return p.Person != person })
	for _, k := range tasks {
		if slices.Contains(k.Except, person) {
			continue
		}
		mine := k.Person == person
		for _, p := range posts {
			if p.Role != k.Role || !under(k.Unit, p.Unit) {
				continue
			}
			mine = mine || k.Person == "" && !slices.Contains(k.Except, p.For) || k.Person != "" && k.Person == p.For
		}
		if mine {
			ids = append(ids, k.ID)
		}
	}
	return ids
}

// under tells by the digits of the code whether a unit is another or lies below it.
func under(unit, above string) bool {
	switch {
	case above == benchCounty || unit == above:
		return true
	case above[9:] == "000":
		return unit[:9] == above[:9]
	}
	return false
}

// bare reads the rows of a person's first page by their keys, and nothing else.
func (b *inboxBench) bare(ctx context.Context, person string) error {
	_, err := rows[plain](ctx, b.db, `
		select id, role, unit, coalesce(person, ''), opened, '{}'::text[] from task where county = $1 and id = any($2) order by opened, id`, benchCounty, b.first[person])
	return err
}

// keys keeps the keys of everybody's first page.
func (b *inboxBench) keys(ctx context.Context, people []string) error {
	b.first = map[string][]string{}
	for _, p := range people {
		if b.first[p] != nil {
			continue
		}
		page, err := b.page(ctx, p, store.Question{})
		if err != nil {
			return err
		}
		b.first[p] = []string{}
		for _, line := range page.Lines {
			b.first[p] = append(b.first[p], line.ID)
		}
	}
	return nil
}

func rows[T any](ctx context.Context, db *pgx.Conn, sql string, args ...any) ([]T, error) {
	found, err := db.Query(ctx, sql, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(found, pgx.RowToStructByPos[T])
}
