package store

import (
	"context"
	"encoding/json"
	"time"

	"jinchu/policy"
	"jinchu/policy/identity"
)

// Application is one person's application in a cycle. Its state is that of its case.
type Application struct {
	ID       string // of its case
	Cycle    string
	Ticket   string // admission ticket; "" until tickets are given out
	Path     string
	Post     string          // post ID; "" before the choice
	Personal json.RawMessage // name, number, facts, statements: sealed in the record
	Received time.Time       // business time; set by the record
	State    string          // of its case; set by the record
	Seq      int64           // of its case; set by the record
	Unit     string          // of its case; set by the record
}

// Gone tells whether the personal data were destroyed when their time was over.
func (a Application) Gone() bool { return string(a.Personal) == string(destroyed) }

// AddApplication keeps an application; its case is opened in the same transaction. Fault:
// store.application.twice where the number applied in this cycle before.
func (t Tx) AddApplication(ctx context.Context, a Application, number identity.CitizenID) error {
	return t.AddApplications(ctx, []Application{a}, []identity.CitizenID{number})
}

// AddApplications keeps many, each with the number it is known by.
func (t Tx) AddApplications(ctx context.Context, all []Application, numbers []identity.CitizenID) error {
	now, err := t.Now(ctx)
	if err != nil {
		return err
	}
	var ids, cycles, tickets, paths, posts []string
	var personal, indexes [][]byte
	for i, a := range all {
		sealed, err := t.keys.Seal("application.personal", t.realm.County, a.ID, a.Personal)
		if err != nil {
			return err
		}
		ids, cycles, tickets = append(ids, a.ID), append(cycles, a.Cycle), append(tickets, a.Ticket)
		paths, posts, personal = append(paths, a.Path), append(posts, a.Post), append(personal, sealed)
		indexes = append(indexes, t.keys.BlindIndex(t.realm.County, numbers[i]))
	}
	return t.exec(ctx, `
		insert into application (county, id, cycle, ticket, path, post, sealed_personal, secret_index, received)
		select $1, a.id, a.cycle, nullif(a.ticket, ''), a.path, nullif(a.post, ''), a.personal, a.index, $9
		from   unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::bytea[])
		       as a (id, cycle, ticket, path, post, personal, index)`,
		t.realm.County, ids, cycles, tickets, paths, posts, personal, indexes, now)
}

// Applied tells of each number whether it applied in this cycle before, in the order given.
func (t Tx) Applied(ctx context.Context, cycle string, numbers []identity.CitizenID) ([]bool, error) {
	indexes := make([][]byte, len(numbers))
	for i, n := range numbers {
		indexes[i] = t.keys.BlindIndex(t.realm.County, n)
	}
	rows, err := list[struct{ Applied bool }](ctx, t, `
		select exists (
			select from application a
			where  a.county       = $1
			and    a.cycle        = $2
			and    a.secret_index = n.index)
		from   unnest($3::bytea[]) with ordinality as n (index, place)
		order  by n.place`, t.realm.County, cycle, indexes)
	applied := make([]bool, len(rows))
	for i, r := range rows {
		applied[i] = r.Applied
	}
	return applied, err
}

// Supplement replaces what the applicant stated. The number the application is known by stays.
func (t Tx) Supplement(ctx context.Context, id string, personal json.RawMessage) error {
	sealed, err := t.keys.Seal("application.personal", t.realm.County, id, personal)
	if err != nil {
		return err
	}
	return t.exec(ctx, `
		update application
		set    sealed_personal = $3
		where  county = $1
		and    id     = $2`, t.realm.County, id, sealed)
}

const applicationColumns = `a.id, a.cycle, coalesce(a.ticket, ''), a.path, coalesce(a.post, ''), a.sealed_personal, a.received, c.state, c.seq, c.unit`

// Application reads one with its personal data. Fault: unknown.
func (t Tx) Application(ctx context.Context, id string) (Application, error) {
	a, err := one[Application](ctx, t, "application", `
		select `+applicationColumns+`
		from   application a
		join   case_file   c on c.county = a.county and c.id = a.id
		where  a.county = $1
		and    a.id     = $2`, t.realm.County, id)
	if err != nil {
		return Application{}, err
	}
	return a, t.unseal(&a)
}

// Applications lists a cycle's applications in order of ID after the given one; states nil is all.
func (t Tx) Applications(ctx context.Context, cycle string, states []string, after string, limit int) ([]Application, error) {
	return t.ApplicationsIn(ctx, cycle, policy.Reach{Beyond: true}, states, after, limit)
}

// ApplicationsIn lists those of the areas somebody may look at, in order of ID after the given one; states nil is all.
func (t Tx) ApplicationsIn(ctx context.Context, cycle string, where policy.Reach, states []string, after string, limit int) ([]Application, error) {
	all, err := list[Application](ctx, t, `
		select `+applicationColumns+`
		from   application a
		join   case_file   c on c.county = a.county and c.id = a.id
		where  a.county = $1
		and    a.cycle  = $2
		and    ($3::text[] is null or c.state = any($3))
		and    a.id     > $4
		and    `+within("c.unit", 5)+`
		order  by a.id
		limit  $8`, t.realm.County, cycle, states, after, where.Units, where.Beyond, orNone(where.Known), limit)
	for i := range all {
		if err := t.unseal(&all[i]); err != nil {
			return nil, err
		}
	}
	return all, err
}

// FindApplications finds a person's applications in all cycles by the number.
func (t Tx) FindApplications(ctx context.Context, number identity.CitizenID) ([]string, error) {
	rows, err := list[struct{ ID string }](ctx, t, `
		select id
		from   application
		where  county       = $1
		and    secret_index = $2
		order  by received, id`, t.realm.County, t.keys.BlindIndex(t.realm.County, number))
	var ids []string
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	return ids, err
}

// destroyed stands where personal data were destroyed when their time was over.
var destroyed = json.RawMessage(`{}`)

// unseal opens the personal data, which were read sealed into their place.
func (t Tx) unseal(a *Application) (err error) {
	if len(a.Personal) == 0 {
		a.Personal = destroyed
		return nil
	}
	a.Personal, err = t.keys.Open("application.personal", t.realm.County, a.ID, a.Personal)
	return err
}

// GiveTickets sets the tickets of many applications, by application ID. Fault: store.duplicate.
func (t Tx) GiveTickets(ctx context.Context, tickets map[string]string) error {
	ids, values := columns(tickets)
	return t.exec(ctx, `
		update application a
		set    ticket = n.ticket
		from   unnest($2::text[], $3::text[]) as n (id, ticket)
		where  a.county = $1
		and    a.id     = n.id`, t.realm.County, ids, values)
}

// GivePosts sets the posts of many applications, by application ID: choice or adjustment.
func (t Tx) GivePosts(ctx context.Context, posts map[string]string) error {
	ids, values := columns(posts)
	return t.exec(ctx, `
		update application a
		set    post = n.post
		from   unnest($2::text[], $3::text[]) as n (id, post)
		where  a.county = $1
		and    a.id     = n.id`, t.realm.County, ids, values)
}

func columns(m map[string]string) (keys, values []string) {
	for k, v := range m {
		keys, values = append(keys, k), append(values, v)
	}
	return keys, values
}
