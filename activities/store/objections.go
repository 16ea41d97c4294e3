package store

import (
	"context"
	"encoding/json"
	"time"
)

// Objection is what somebody holds against a publicised result.
type Objection struct {
	ID          string
	Cycle       string
	Application string          // "" where it is about the whole
	Personal    json.RawMessage // who objects and why; sealed in the record
	Received    time.Time       // business time; set by the record
	Verdict     string          // upheld, rejected; "" while open
	DecidedBy   string
	Verified    bool // what was said is true; known once decided
	Affects     bool // and it bears on the hire; known once decided
}

// AddObjection keeps an objection.
func (t Tx) AddObjection(ctx context.Context, o Objection) error {
	now, err := t.Now(ctx)
	if err != nil {
		return err
	}
	sealed, err := t.keys.Seal("objection.personal", t.realm.County, o.ID, o.Personal)
	if err != nil {
		return err
	}
	return t.exec(ctx, `
		insert into objection (county, id, cycle, application,    sealed_personal, received)
		values                ($1,     $2, $3,    nullif($4, ''), $5,              $6)`,
		t.realm.County, o.ID, o.Cycle, o.Application, sealed, now)
}

// DecideObjection records the verdict of a named person, once: a second one is the fault unknown.
func (t Tx) DecideObjection(ctx context.Context, o Objection) error {
	_, err := one[struct{ ID string }](ctx, t, "objection", `
		update objection
		set    verdict    = $3,
		       decided_by = $4,
		       verified   = $5,
		       affects    = $6
		where  county     = $1
		and    id         = $2
		and    verdict   is null
		returning id`, t.realm.County, o.ID, o.Verdict, o.DecidedBy, o.Verified, o.Affects)
	return err
}

// Objections lists the objections of a cycle in order of receipt.
func (t Tx) Objections(ctx context.Context, cycle string) ([]Objection, error) {
	all, err := list[Objection](ctx, t, `
		select id, cycle, coalesce(application, ''), sealed_personal, received, coalesce(verdict, ''), coalesce(decided_by, ''),
		       coalesce(verified, false), coalesce(affects, false)
		from   objection
		where  county = $1
		and    cycle  = $2
		order  by received, id`, t.realm.County, cycle)
	for i := range all {
		o := &all[i]
		if len(o.Personal) == 0 {
			o.Personal = destroyed
			continue
		}
		if o.Personal, err = t.keys.Open("objection.personal", t.realm.County, o.ID, o.Personal); err != nil {
			return nil, err
		}
	}
	return all, err
}
