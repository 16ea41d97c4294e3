package store

import (
	"context"

	"jinchu/policy/fault"
)

// CountyCase is the case whose chain holds what is done outside all others: accounts, roles, imports,
// rules, the clock of a rehearsal.
const CountyCase = "county"

// Note adds an entry to the county's chain, in the transaction of the deed it speaks of. It is a
// transaction's last deed, since it holds back everybody else's.
func (t Tx) Note(ctx context.Context, event, actor, role string, payload any) error {
	now, err := t.Now(ctx)
	if err != nil {
		return err
	}
	err = t.exec(ctx, `
		insert into case_file (county, id, kind, state,  created)
		values                ($1,     $2, $2,   'open', $3)
		on conflict on constraint case_file_once do nothing`, t.realm.County, CountyCase, now)
	if err != nil {
		return err
	}
	return t.Append(ctx, Entry{Case: CountyCase, Event: event, Actor: actor, Role: role, BusinessAt: now, Payload: payload})
}

// NextDeadline is the earliest open deadline of any case. Fault: unknown where there is none.
func (t Tx) NextDeadline(ctx context.Context) (Deadline, error) {
	return one[Deadline](ctx, t, "deadline", `
		select case_id, name, opened, due, calendar, state
		from   deadline
		where  county = $1
		and    state  = 'open'
		order  by due, case_id, name
		limit  1`, t.realm.County)
}

// NoDeadline tells that NextDeadline found none.
func NoDeadline(err error) bool { return fault.CodeOf(err) == "unknown" }
