package store

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"jinchu/policy/fault"
)

// Due is a legal deadline on the business clock.
type Due struct {
	Name     string    `json:"name"`
	At       time.Time `json:"at"`
	Calendar string    `json:"calendar"` // version it was computed with
}

// Step is one recorded move of a case.
type Step struct {
	Seq   int64
	Event string
	State string // after the event
	Stage int    // after the event
	Opens []Due
	Meets []string // names of deadlines met or withdrawn
	At    time.Time
}

// StepsSince lists the steps of a case after a number, in order: what a procedure that finds the
// record ahead of it must follow.
func (t Tx) StepsSince(ctx context.Context, id string, seq int64) ([]Step, error) {
	return list[Step](ctx, t, `
		select seq, event, state, stage, opens, meets, business_at
		from   step
		where  county  = $1
		and    case_id = $2
		and    seq     > $3
		order  by seq`, t.realm.County, id, seq)
}

// Move is one step of one case, as it is to be recorded.
type Move struct {
	Case    string
	Event   string
	State   string
	Stage   int
	Opens   []Due
	Meets   []string
	Cancels []string // deadlines withdrawn
	Actor   string   // person ID, or "machine"
	Role    string
	Command string // key of the command that caused it; "" for none
	Record  any    // what the audit keeps, sealed; encoded as JSON
}

// chainHead is the head of a case's chain, under lock, with where the case stands.
type chainHead struct {
	ID        string
	Seq       int64
	State     string
	Stage     int
	AuditNo   int64
	AuditHead []byte
}

// Move records one step for each of many cases at once: number, state, deadlines and audit. It locks
// the cases in order of ID. A case may appear once; one that is not there is the fault unknown.
func (t Tx) Move(ctx context.Context, moves []Move) error {
	if len(moves) == 0 {
		return nil
	}
	now, err := t.Now(ctx)
	if err != nil {
		return err
	}
	moves = slices.Clone(moves)
	slices.SortFunc(moves, func(a, b Move) int { return strings.Compare(a.Case, b.Case) })
	heads, err := t.lockHeads(ctx, moves)
	if err != nil {
		return err
	}
	for i, m := range moves {
		heads[i].Seq, heads[i].State, heads[i].Stage = heads[i].Seq+1, m.State, m.Stage
	}
	if err := t.writeSteps(ctx, moves, heads, now); err != nil {
		return err
	}
	if err := t.writeDeadlines(ctx, moves, heads); err != nil {
		return err
	}
	return t.appendAudit(ctx, entries(moves, heads, now), heads)
}

func (t Tx) lockHeads(ctx context.Context, moves []Move) ([]chainHead, error) {
	ids := make([]string, len(moves))
	for i, m := range moves {
		ids[i] = m.Case
	}
	// Collation "C" orders as Go does.
	heads, err := list[chainHead](ctx, t, `
		select id, seq, state, stage, audit_no, audit_head
		from   case_file
		where  county = $1
		and    id     = any($2)
		order  by id collate "C"
		for    update`, t.realm.County, ids)
	if err == nil && len(heads) != len(moves) {
		return nil, fault.New("unknown", "what", "case")
	}
	return heads, err
}

func (t Tx) writeSteps(ctx context.Context, moves []Move, heads []chainHead, now time.Time) error {
	var ids, events, states, commands, opens, meets []string
	var stages, seqs []int64
	for i, m := range moves {
		ids, events, states = append(ids, m.Case), append(events, m.Event), append(states, m.State)
		commands, stages, seqs = append(commands, m.Command), append(stages, int64(m.Stage)), append(seqs, heads[i].Seq)
		opens = append(opens, encoded(orNone(m.Opens)))
		meets = append(meets, encoded(orNone(slices.Concat(m.Meets, m.Cancels))))
	}
	return t.exec(ctx, `
		insert into step (county, case_id, seq, event, state, stage, opens, meets, command, business_at)
		select $1, m.id, m.seq, m.event, m.state, m.stage, m.opens::jsonb, m.meets::jsonb, nullif(m.command, ''), $10
		from   unnest($2::text[], $3::bigint[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[], $9::text[])
		       as m (id, seq, event, state, stage, opens, meets, command)`,
		t.realm.County, ids, seqs, events, states, stages, opens, meets, commands, now)
}

func entries(moves []Move, heads []chainHead, now time.Time) []Entry {
	all := make([]Entry, len(moves))
	for i, m := range moves {
		all[i] = Entry{Case: m.Case, Seq: heads[i].Seq, Event: m.Event, Actor: m.Actor, Role: m.Role,
			BusinessAt: now, Payload: m.Record}
	}
	return all
}

// encoded is JSON of something that always encodes.
func encoded(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func orNone[T any](all []T) []T {
	if all == nil {
		return []T{}
	}
	return all
}
