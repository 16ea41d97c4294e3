package store

import "context"

// Post is a place to be filled in a cycle.
type Post struct {
	ID        string // set by the record where empty
	Cycle     string
	Code      string // printed; once in a cycle
	Name      string
	Unit      string
	Class     string // of the regulation
	Headcount int
	Facts     map[string]any // places by path and what else the plan says
}

// AddPosts keeps the posts of a plan. Fault: store.duplicate for a code used twice.
func (t Tx) AddPosts(ctx context.Context, posts []Post) error {
	var ids, cycles, codes, names, units, classes, facts []string
	var counts []int64
	for _, p := range posts {
		if p.ID == "" {
			p.ID = NewID()
		}
		if p.Facts == nil {
			p.Facts = map[string]any{}
		}
		ids, cycles, codes, names = append(ids, p.ID), append(cycles, p.Cycle), append(codes, p.Code), append(names, p.Name)
		units, classes, facts = append(units, p.Unit), append(classes, p.Class), append(facts, encoded(p.Facts))
		counts = append(counts, int64(p.Headcount))
	}
	return t.exec(ctx, `
		insert into post (county, id, cycle, code, name, unit, class, headcount, facts)
		select $1, p.id, p.cycle, p.code, p.name, p.unit, p.class, p.headcount, p.facts::jsonb
		from   unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::text[])
		       as p (id, cycle, code, name, unit, class, headcount, facts)`,
		t.realm.County, ids, cycles, codes, names, units, classes, counts, facts)
}

// SetHeadcount changes the places of a post: posts cut, cancelled or pooled.
func (t Tx) SetHeadcount(ctx context.Context, id string, places int) error {
	return t.exec(ctx, `
		update post
		set    headcount = $3
		where  county    = $1
		and    id        = $2`, t.realm.County, id, places)
}

// SetPostFacts adds facts to a post; one that is there already gets the new value.
func (t Tx) SetPostFacts(ctx context.Context, id string, facts map[string]any) error {
	return t.exec(ctx, `
		update post
		set    facts  = facts || $3::text::jsonb
		where  county = $1
		and    id     = $2`, t.realm.County, id, encoded(facts))
}

// Posts lists the posts of a cycle by code.
func (t Tx) Posts(ctx context.Context, cycle string) ([]Post, error) {
	return list[Post](ctx, t, `
		select id, cycle, code, name, unit, class, headcount, facts
		from   post
		where  county = $1
		and    cycle  = $2
		order  by code`, t.realm.County, cycle)
}
