package store

import (
	"context"
	"time"

	"jinchu/policy/fault"
)

// Recusal keeps somebody out of a case 回避.
type Recusal struct {
	Case       string
	Person     string
	Ground     string // kin, interest, other
	DeclaredBy string
	Text       string // sealed; only written here
}

// Recuse keeps somebody out; a second time changes nothing.
func (t Tx) Recuse(ctx context.Context, r Recusal) error {
	now, err := t.Now(ctx)
	if err != nil {
		return err
	}
	sealed, err := t.keys.Seal("recusal.text", t.realm.County, r.Case+"/"+r.Person, []byte(r.Text))
	if err != nil {
		return err
	}
	return t.exec(ctx, `
		insert into recusal (county, case_id, person, ground, sealed_text, declared_by, business_at)
		values              ($1,     $2,      $3,     $4,     $5,          $6,          $7)
		on conflict (county, case_id, person) do nothing`, t.realm.County, r.Case, r.Person, r.Ground, sealed, r.DeclaredBy, now)
}

// Recusals lists who is kept out of a case, and of the cycle it belongs to.
func (t Tx) Recusals(ctx context.Context, id string) ([]Recusal, error) {
	return list[Recusal](ctx, t, `
		select r.case_id, r.person, r.ground, r.declared_by, ''
		from   recusal r
		where  r.county = $1
		and    (r.case_id = $2 or r.case_id = (select c.parent from case_file c where c.county = $1 and c.id = $2))
		order  by r.person`, t.realm.County, id)
}

// Helper is somebody from elsewhere who takes a role for one case alone, until a day.
type Helper struct {
	Case      string
	Person    string
	Role      string
	Unit      string
	Until     time.Time // last day
	NamedBy   string
	Confirmed string // by whom; "" while it waits
}

// NameHelper names one; it counts once another person has confirmed it. Fault: store.promise for oneself,
// store.duplicate.
func (t Tx) NameHelper(ctx context.Context, h Helper) error {
	return t.exec(ctx, `
		insert into helper (county, case_id, person, role, unit, valid_to, named_by)
		values             ($1,     $2,      $3,     $4,   $5,   $6::date, $7)`,
		t.realm.County, h.Case, h.Person, h.Role, h.Unit, h.Until, h.NamedBy)
}

// ConfirmHelper lets a named helper help. Fault: unknown where none waits, store.promise by who named it.
func (t Tx) ConfirmHelper(ctx context.Context, id, person, by string) error {
	tag, err := t.tx.Exec(ctx, `
		update helper
		set    confirmed_by = $4
		where  county  = $1
		and    case_id = $2
		and    person  = $3
		and    confirmed_by is null`, t.realm.County, id, person, by)
	if err == nil && tag.RowsAffected() == 0 {
		return fault.New("unknown", "what", "person")
	}
	return interpret(err)
}

// Helpers lists those named for a case that hold on the business date.
func (t Tx) Helpers(ctx context.Context, id string) ([]Helper, error) {
	today, err := t.Today(ctx)
	if err != nil {
		return nil, err
	}
	return list[Helper](ctx, t, `
		select case_id, person, role, unit, valid_to, named_by, coalesce(confirmed_by, '')
		from   helper
		where  county    = $1
		and    case_id   = $2
		and    valid_to >= $3::date
		order  by person, role`, t.realm.County, id, today.Start())
}
