package store

import (
	"context"
	"time"
)

// Contract is the employment contract that ends a recruitment.
type Contract struct {
	ID           string
	Application  string
	Post         string // post ID
	From         time.Time
	To           *time.Time // nil for an open term
	ProbationTo  *time.Time // last day; lies inside the term
	PersonSigned *time.Time // business date
	CountySigned *time.Time // business date
	Facts        map[string]any
}

// AddContract keeps a contract to be signed. Fault: store.duplicate, one for each application;
// store.promise where the probation lies outside the term.
func (t Tx) AddContract(ctx context.Context, c Contract) error {
	if c.Facts == nil {
		c.Facts = map[string]any{}
	}
	return t.exec(ctx, `
		insert into contract (county, id, application, post, valid_from, valid_to, probation_to, facts)
		values               ($1,     $2, $3,          $4,   $5::date,   $6::date, $7::date,     $8::text::jsonb)`,
		t.realm.County, c.ID, c.Application, c.Post, c.From, c.To, c.ProbationTo, encoded(c.Facts))
}

// SignContract records that one side signed on a business date, and the digest of what was signed;
// signing twice keeps the first.
func (t Tx) SignContract(ctx context.Context, id string, county bool, on time.Time, digest string) error {
	_, err := one[struct{ ID string }](ctx, t, "contract", `
		update contract
		set    person_signed = case when $3 then person_signed else coalesce(person_signed, $4::date) end,
		       county_signed = case when $3 then coalesce(county_signed, $4::date) else county_signed end,
		       facts         = jsonb_build_object(case when $3 then 'county_digest' else 'person_digest' end, $5::text) || facts
		where  county = $1
		and    id     = $2
		returning id`, t.realm.County, id, county, on, digest)
	return err
}

const contractColumns = `k.id, k.application, k.post, k.valid_from, k.valid_to, k.probation_to, k.person_signed, k.county_signed, k.facts`

// ContractOf reads the contract of an application. Fault: unknown.
func (t Tx) ContractOf(ctx context.Context, application string) (Contract, error) {
	return one[Contract](ctx, t, "contract", `
		select `+contractColumns+`
		from   contract k
		where  k.county      = $1
		and    k.application = $2`, t.realm.County, application)
}

// Contracts lists the contracts of a cycle.
func (t Tx) Contracts(ctx context.Context, cycle string) ([]Contract, error) {
	return list[Contract](ctx, t, `
		select `+contractColumns+`
		from   contract    k
		join   application a on a.county = k.county and a.id = k.application
		where  k.county = $1
		and    a.cycle  = $2
		order  by k.application`, t.realm.County, cycle)
}
