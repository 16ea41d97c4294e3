package store

import (
	"context"
	"encoding/json"
	"time"
)

// States of a request for accommodation.
const (
	AccommodationAsked   = "asked"
	AccommodationGranted = "granted"
	AccommodationRefused = "refused"
)

// Accommodation is what an applicant asks for in order to sit an exam on equal terms (合理便利). It
// speaks of health: request and answer are sealed.
type Accommodation struct {
	ID          string
	Application string
	Request     json.RawMessage // sealed in the record
	State       string
	Answer      json.RawMessage // sealed in the record; empty while asked
	Asked       time.Time       // business time; set by the record
	DecidedBy   string
}

// AskAccommodation keeps a request.
func (t Tx) AskAccommodation(ctx context.Context, a Accommodation) error {
	now, err := t.Now(ctx)
	if err != nil {
		return err
	}
	sealed, err := t.keys.Seal("accommodation.request", t.realm.County, a.ID, a.Request)
	if err != nil {
		return err
	}
	return t.exec(ctx, `
		insert into accommodation (county, id, application, sealed_request, asked)
		values                    ($1,     $2, $3,          $4,             $5)`,
		t.realm.County, a.ID, a.Application, sealed, now)
}

// DecideAccommodation records a named person's answer, once: a second one is the fault unknown.
func (t Tx) DecideAccommodation(ctx context.Context, a Accommodation) error {
	sealed, err := t.keys.Seal("accommodation.answer", t.realm.County, a.ID, a.Answer)
	if err != nil {
		return err
	}
	_, err = one[struct{ ID string }](ctx, t, "accommodation", `
		update accommodation
		set    state         = $4,
		       sealed_answer = $5,
		       decided_by    = $6
		where  county        = $1
		and    id            = $2
		and    application   = $3
		and    state         = 'asked'
		returning id`, t.realm.County, a.ID, a.Application, a.State, sealed, a.DecidedBy)
	return err
}

// Accommodations lists an application's requests in the order they were made.
func (t Tx) Accommodations(ctx context.Context, application string) ([]Accommodation, error) {
	all, err := list[Accommodation](ctx, t, `
		select id, application, sealed_request, state, coalesce(sealed_answer, ''), asked, coalesce(decided_by, '')
		from   accommodation
		where  county      = $1
		and    application = $2
		order  by asked, id`, t.realm.County, application)
	for i := range all {
		if err := t.unsealAccommodation(&all[i]); err != nil {
			return nil, err
		}
	}
	return all, err
}

func (t Tx) unsealAccommodation(a *Accommodation) (err error) {
	if len(a.Request) == 0 {
		a.Request = destroyed
		if a.State != AccommodationAsked {
			a.Answer = destroyed
		}
		return nil
	}
	if a.Request, err = t.keys.Open("accommodation.request", t.realm.County, a.ID, a.Request); err != nil {
		return err
	}
	if a.State != AccommodationAsked {
		a.Answer, err = t.keys.Open("accommodation.answer", t.realm.County, a.ID, a.Answer)
	}
	return err
}

// AccommodationsAsked counts the requests of a cycle that nobody has decided.
func (t Tx) AccommodationsAsked(ctx context.Context, cycle string) (count int, err error) {
	err = t.tx.QueryRow(ctx, `
		select count(*)
		from   accommodation m
		join   application   a on a.county = m.county and a.id = m.application
		join   case_file     c on c.county = a.county and c.id = a.id
		where  m.county = $1
		and    a.cycle  = $2
		and    m.state  = 'asked'
		and    c.state in ('submitted', 'returned', 'qualified')`, t.realm.County, cycle).Scan(&count)
	return count, interpret(err)
}
