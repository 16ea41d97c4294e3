package store

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"jinchu/policy/dossier"
	"jinchu/policy/fault"
)

// Entry is one line of a case's audit. The columns hold codes; what was decided on, and may be
// personal, is the payload: sealed, apart, and one day destroyed.
type Entry struct {
	Case       string
	Seq        int64 // step of the case
	Event      string
	Actor      string
	Role       string
	BusinessAt time.Time
	Payload    any // encoded as JSON
}

// Audited is an entry as it stands in the record.
type Audited struct {
	No            int64
	Seq           int64
	Event         string
	Actor         string
	Role          string
	BusinessAt    time.Time
	WallAt        time.Time
	PayloadDigest []byte
	Previous      []byte
	Hash          []byte
}

// Append adds one entry to the chain of its case, in the transaction of the deed it speaks of.
func (t Tx) Append(ctx context.Context, e Entry) error {
	heads, err := t.lockHeads(ctx, []Move{{Case: e.Case}})
	if err != nil {
		return err
	}
	return t.appendAudit(ctx, []Entry{e}, heads)
}

// appendAudit adds one entry for each of many cases whose heads are locked, and keeps where they stand.
func (t Tx) appendAudit(ctx context.Context, all []Entry, heads []chainHead) error {
	var b batch
	for i, e := range all {
		if err := b.add(t, e, heads[i]); err != nil {
			return err
		}
	}
	return b.write(ctx, t)
}

// batch holds the columns of many new entries.
type batch struct {
	cases, events, actors, roles, states       []string
	nos, seqs, steps, stages                   []int64
	business, wall                             []time.Time
	digests, previous, hashes, payloads, salts [][]byte
}

func (b *batch) add(t Tx, e Entry, head chainHead) error {
	text, err := json.Marshal(e.Payload)
	if err != nil {
		return fault.New("internal").Because(err)
	}
	salt := random(16)
	a := Audited{No: head.AuditNo + 1, Seq: e.Seq, Event: e.Event, Actor: e.Actor, Role: e.Role,
		BusinessAt: moment(e.BusinessAt), WallAt: moment(time.Now()), PayloadDigest: dossier.Digest(salt, text), Previous: head.AuditHead}
	sealed, err := t.keys.Seal("audit_payload", t.realm.County, payloadRow(e.Case, a.No), text)
	if err != nil {
		return err
	}
	b.cases, b.events, b.actors, b.roles = append(b.cases, e.Case), append(b.events, a.Event), append(b.actors, a.Actor), append(b.roles, a.Role)
	b.nos, b.seqs = append(b.nos, a.No), append(b.seqs, a.Seq)
	b.steps, b.states, b.stages = append(b.steps, head.Seq), append(b.states, head.State), append(b.stages, int64(head.Stage))
	b.business, b.wall = append(b.business, a.BusinessAt), append(b.wall, a.WallAt)
	b.digests, b.previous = append(b.digests, a.PayloadDigest), append(b.previous, a.Previous)
	b.hashes = append(b.hashes, a.entry(e.Case).Chained(t.realm.County))
	b.payloads, b.salts = append(b.payloads, sealed), append(b.salts, salt)
	return nil
}

func (b *batch) write(ctx context.Context, t Tx) error {
	err := t.exec(ctx, `
		insert into audit (county, case_id, no, seq, event, actor, role, business_at, wall_at, payload_digest, previous, hash)
		select $1, e.*
		from   unnest($2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[],
		              $8::timestamptz[], $9::timestamptz[], $10::bytea[], $11::bytea[], $12::bytea[]) as e`,
		t.realm.County, b.cases, b.nos, b.seqs, b.events, b.actors, b.roles, b.business, b.wall, b.digests, b.previous, b.hashes)
	if err != nil {
		return err
	}
	err = t.exec(ctx, `
		insert into audit_payload (county, case_id, no, sealed_payload, secret_salt)
		select $1, e.*
		from   unnest($2::text[], $3::bigint[], $4::bytea[], $5::bytea[]) as e`,
		t.realm.County, b.cases, b.nos, b.payloads, b.salts)
	if err != nil {
		return err
	}
	return t.exec(ctx, `
		update case_file c
		set    seq        = e.seq,
		       state      = e.state,
		       stage      = e.stage,
		       audit_no   = e.no,
		       audit_head = e.hash
		from   unnest($2::text[], $3::bigint[], $4::text[], $5::bigint[], $6::bigint[], $7::bytea[])
		       as e (id, seq, state, stage, no, hash)
		where  c.county = $1
		and    c.id     = e.id`, t.realm.County, b.cases, b.steps, b.states, b.stages, b.nos, b.hashes)
}

// AuditOf lists the entries of a case in order.
func (t Tx) AuditOf(ctx context.Context, id string) ([]Audited, error) {
	return list[Audited](ctx, t, `
		select no, seq, event, actor, role, business_at, wall_at, payload_digest, previous, hash
		from   audit
		where  county  = $1
		and    case_id = $2
		order  by no`, t.realm.County, id)
}

// entry is the line as a dossier holds it, and as it is hashed.
func (a Audited) entry(id string) dossier.Entry {
	return dossier.Entry{Case: id, No: a.No, Seq: a.Seq, Event: a.Event, Actor: a.Actor, Role: a.Role, BusinessAt: a.BusinessAt.UTC(),
		WallAt: a.WallAt.UTC(), Digest: a.PayloadDigest, Previous: a.Previous, Hash: a.Hash}
}

// bound joins parts so that no two lists of parts give the same bytes.
func bound(parts ...string) []byte { return dossier.Bound(parts...) }

func payloadRow(id string, no int64) string { return id + "/" + number(no) }

func number(n int64) string { return strconv.FormatInt(n, 10) }

// Payload opens what an entry keeps. Fault: unknown where it was destroyed.
func (t Tx) Payload(ctx context.Context, id string, no int64) (json.RawMessage, error) {
	p, err := one[keptPayload](ctx, t, "payload", `
		select no, sealed_payload, secret_salt
		from   audit_payload
		where  county  = $1
		and    case_id = $2
		and    no      = $3`, t.realm.County, id, no)
	if err != nil {
		return nil, err
	}
	return t.keys.Open("audit_payload", t.realm.County, payloadRow(id, no), p.Sealed)
}

type keptPayload struct {
	No     int64
	Sealed []byte
	Salt   []byte
}
