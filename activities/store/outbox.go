package store

import (
	"context"
	"time"
)

// Message is something to be sent after the transaction that decided it.
type Message struct {
	ID        string // set by the record
	Case      string
	Kind      string         // which text
	Recipient string         // telephone, address or person ID; sealed
	Facts     map[string]any // fills the text; never personal data
	Attempts  int            // set by the record
}

// lease is how long a taken message is left to the one who took it: one who was killed holds it up no longer.
const lease = 15 * time.Second

// Post puts messages into the outbox.
func (t Tx) Post(ctx context.Context, id string, messages ...Message) error {
	if len(messages) == 0 {
		return nil
	}
	var ids, cases, kinds, facts []string
	var recipients [][]byte
	for _, m := range messages {
		if m.Case == "" {
			m.Case = id
		}
		if m.Facts == nil {
			m.Facts = map[string]any{}
		}
		m.ID = NewID()
		sealed, err := t.keys.Seal("outbox.recipient", t.realm.County, m.ID, []byte(m.Recipient))
		if err != nil {
			return err
		}
		ids, cases, kinds = append(ids, m.ID), append(cases, m.Case), append(kinds, m.Kind)
		recipients, facts = append(recipients, sealed), append(facts, encoded(m.Facts))
	}
	return t.exec(ctx, `
		insert into outbox (county, id, case_id, kind, sealed_recipient, facts)
		select $1, m.id, m.case_id, m.kind, m.recipient, m.facts::jsonb
		from   unnest($2::text[], $3::text[], $4::text[], $5::bytea[], $6::text[]) as m (id, case_id, kind, recipient, facts)`,
		t.realm.County, ids, cases, kinds, recipients, facts)
}

type messageRow struct {
	ID       string
	Case     string
	Kind     string
	Sealed   []byte
	Facts    map[string]any
	Attempts int
}

// Take takes messages of the kinds that are due, each for one sender at a time; one not reported on
// within its lease is due again, so the ID must serve the receiver as idempotency key.
func (t Tx) Take(ctx context.Context, limit int, kinds ...string) ([]Message, error) {
	rows, err := list[messageRow](ctx, t, `
		update outbox o
		set    attempts = attempts + 1,
		       next     = now() + $3
		from   (select id
		        from   outbox
		        where  county = $1
		        and    sent   is null
		        and    failed is null
		        and    next  <= now()
		        and    kind   = any($4)
		        order  by next
		        limit  $2
		        for    update skip locked) as due
		where  o.county = $1
		and    o.id     = due.id
		returning o.id, o.case_id, o.kind, o.sealed_recipient, o.facts, o.attempts`, t.realm.County, limit, lease, kinds)
	if err != nil {
		return nil, err
	}
	var all []Message
	for _, r := range rows {
		to, err := t.keys.Open("outbox.recipient", t.realm.County, r.ID, r.Sealed)
		if err != nil {
			return nil, err
		}
		all = append(all, Message{ID: r.ID, Case: r.Case, Kind: r.Kind, Recipient: string(to), Facts: r.Facts, Attempts: r.Attempts})
	}
	return all, nil
}

// Sent says that a message has gone.
func (t Tx) Sent(ctx context.Context, id string) error {
	return t.exec(ctx, `
		update outbox
		set    sent   = now()
		where  county = $1
		and    id     = $2`, t.realm.County, id)
}

// Unsent says that sending failed: it is tried again later and later, an hour apart at the most, and
// given up after so many tries, as a matter for a person; 0 never gives up. The reason is a code.
func (t Tx) Unsent(ctx context.Context, id, reason string, most int) error {
	return t.exec(ctx, `
		update outbox
		set    next   = now() + least(interval '1 second' * power(2, least(attempts, 12)), interval '1 hour'),
		       failed = case when $4 > 0 and attempts >= $4 then $3 end
		where  county = $1
		and    id     = $2
		and    sent   is null`, t.realm.County, id, reason, most)
}
