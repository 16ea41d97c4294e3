package store

import (
	"context"
	"fmt"
	"time"

	"jinchu/policy"
	"jinchu/policy/fault"
)

// Cycle is what is kept of a recruitment cycle beside its case.
type Cycle struct {
	ID    string // of its case
	Title string
	Facts map[string]any // what rules ask of the cycle as a whole: county_posts, notice, registration …
}

// AddCycle keeps a cycle whose case is opened in the same transaction.
func (t Tx) AddCycle(ctx context.Context, c Cycle) error {
	if c.Facts == nil {
		c.Facts = map[string]any{}
	}
	return t.exec(ctx, `
		insert into cycle (county, id, title, facts)
		values            ($1,     $2, $3,    $4::text::jsonb)`, t.realm.County, c.ID, c.Title, encoded(c.Facts))
}

// SetCycleFacts adds facts to a cycle; one that is there already gets the new value.
func (t Tx) SetCycleFacts(ctx context.Context, id string, facts map[string]any) error {
	return t.exec(ctx, `
		update cycle
		set    facts  = facts || $3::text::jsonb
		where  county = $1
		and    id     = $2`, t.realm.County, id, encoded(facts))
}

// Cycle reads a cycle. Fault: unknown.
func (t Tx) Cycle(ctx context.Context, id string) (Cycle, error) {
	return one[Cycle](ctx, t, "cycle", `
		select id, title, facts
		from   cycle
		where  county = $1
		and    id     = $2`, t.realm.County, id)
}

// CycleIn is a cycle with its case.
type CycleIn struct {
	CaseFile
	Title string
}

// CyclesIn lists the cycles of the areas somebody may look at, in order of ID after one.
func (t Tx) CyclesIn(ctx context.Context, where policy.Reach, after string, limit int) ([]CycleIn, error) {
	return list[CycleIn](ctx, t, `
		select c.id, c.kind, coalesce(c.parent, ''), c.state, c.stage, c.seq,
		       c.regulation, c.regulation_version, c.policy_version, c.calendar_version, c.unit, c.created, y.title
		from   case_file c
		join   cycle     y on y.county = c.county and y.id = c.id
		where  c.county = $1
		and    c.kind   = 'cycle'
		and    c.id     > $2
		and    `+within("c.unit", 3)+`
		order  by c.id
		limit  $6`, t.realm.County, after, where.Units, where.Beyond, orNone(where.Known), limit)
}

// within is the condition that a column names a unit that is reached; three parameters from a number on are its
// Units, Beyond and Known.
func within(column string, from int) string {
	return fmt.Sprintf(`(%[1]s = any($%[2]d) or $%[3]d and not %[1]s = any($%[4]d))`, column, from, from+1, from+2)
}

// Received is something that came from outside and a stage waited for: an exam date, a paper, a consent.
type Received struct {
	What      string
	Reference string // number of the letter
	Granted   bool   // of a consent; true for what is merely received
	At        time.Time
}

// Receive keeps what came from outside.
func (t Tx) Receive(ctx context.Context, cycle string, r Received) error {
	now, err := t.Now(ctx)
	if err != nil {
		return err
	}
	return t.exec(ctx, `
		insert into received (county, id, cycle, what, reference, granted, business_at)
		values               ($1,     $2, $3,    $4,   $5,        $6,      $7)`,
		t.realm.County, NewID(), cycle, r.What, r.Reference, r.Granted, now)
}

// ReceivedOf lists what a cycle received, the latest last.
func (t Tx) ReceivedOf(ctx context.Context, cycle string) ([]Received, error) {
	return list[Received](ctx, t, `
		select what, reference, granted, business_at
		from   received
		where  county = $1
		and    cycle  = $2
		order  by business_at, id`, t.realm.County, cycle)
}

// Doing is who did what at which step of a case.
type Doing struct {
	Case   string
	Seq    int64
	Event  string
	Person string
	Role   string
	At     time.Time // business time
}

// DoingsOf lists what was done on a case, in order, without what it was decided on.
func (t Tx) DoingsOf(ctx context.Context, id string) ([]Doing, error) {
	return list[Doing](ctx, t, `
		select case_id, seq, event, actor, role, business_at
		from   audit
		where  county  = $1
		and    case_id = $2
		order  by no`, t.realm.County, id)
}

// DoingsBelow lists certain events of the cases below one, in order.
func (t Tx) DoingsBelow(ctx context.Context, parent string, events ...string) ([]Doing, error) {
	return list[Doing](ctx, t, `
		select a.case_id, a.seq, a.event, a.actor, a.role, a.business_at
		from   audit     a
		join   case_file c on c.county = a.county and c.id = a.case_id
		where  a.county = $1
		and    c.parent = $2
		and    a.event  = any($3)
		order  by a.case_id, a.no`, t.realm.County, parent, events)
}

// CountStates counts the cases below one by their state.
func (t Tx) CountStates(ctx context.Context, parent string) (map[string]int, error) {
	rows, err := list[struct {
		State string
		Count int
	}](ctx, t, `
		select state, count(*)
		from   case_file
		where  county = $1
		and    parent = $2
		group  by state`, t.realm.County, parent)
	counts := map[string]int{}
	for _, r := range rows {
		counts[r.State] = r.Count
	}
	return counts, err
}

// AppendAll adds one audit entry to each of several cases: what a mass write did to them. The cases
// are locked in order of ID. A case may appear once.
func (t Tx) AppendAll(ctx context.Context, entries []Entry) error {
	if len(entries) == 0 {
		return nil
	}
	now, err := t.Now(ctx)
	if err != nil {
		return err
	}
	moves, byCase := make([]Move, len(entries)), make(map[string]Entry, len(entries))
	for i, e := range entries {
		moves[i], byCase[e.Case] = Move{Case: e.Case}, e
	}
	heads, err := t.lockHeads(ctx, moves)
	if err != nil {
		return err
	}
	if len(heads) != len(byCase) {
		return fault.New("value.wrong", "field", "case", "why", "twice")
	}
	ordered := make([]Entry, len(heads))
	for i, h := range heads {
		ordered[i] = byCase[h.ID]
		ordered[i].Seq, ordered[i].BusinessAt = h.Seq, now
	}
	return t.appendAudit(ctx, ordered, heads)
}

// PathCount is how many applications of a path stand in a state.
type PathCount struct {
	Path  string
	State string
	Count int
}

// CountPaths counts a cycle's applications by path and state.
func (t Tx) CountPaths(ctx context.Context, cycle string) ([]PathCount, error) {
	return list[PathCount](ctx, t, `
		select a.path, c.state, count(*)
		from   application a
		join   case_file   c on c.county = a.county and c.id = a.id
		where  a.county = $1
		and    a.cycle  = $2
		group  by a.path, c.state
		order  by a.path, c.state`, t.realm.County, cycle)
}
