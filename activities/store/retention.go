package store

import (
	"context"
	"errors"
	"time"

	"jinchu/policy/fault"
)

// RetentionRule is a county's ruling on how long a class of records is kept.
type RetentionRule struct {
	Class    string
	No       int // set by the record: the latest is in force
	Years    int
	Approval string // number of the document that approves it
	By       string
	Role     string
	Ruled    time.Time // business date
}

// RuleRetention keeps a ruling beside the earlier ones.
func (t Tx) RuleRetention(ctx context.Context, r RetentionRule) error {
	return t.exec(ctx, `
		insert into retention_rule (county, class, no, years, approval, by, role, ruled)
		select $1, $2, coalesce(max(no), 0) + 1, $3, $4, $5, $6, $7::date
		from   retention_rule
		where  county = $1
		and    class  = $2`, t.realm.County, r.Class, r.Years, r.Approval, r.By, r.Role, r.Ruled)
}

// RetentionRules lists the rulings in force.
func (t Tx) RetentionRules(ctx context.Context) ([]RetentionRule, error) {
	return list[RetentionRule](ctx, t, `
		select   distinct on (class) class, no, years, approval, by, role, ruled
		from     retention_rule
		where    county = $1
		order by class, no desc`, t.realm.County)
}

// Expiry asks for what has expired of one class.
type Expiry struct {
	Class     string
	Kind      string   // of case
	Events    []string // of this kind, whose grounds and reasons the class holds
	Tables    []string // whose rows it holds, of this kind
	Contracts bool     // its years are counted from the end of the contract, where there is one
	Years     int
	Finals    []string // states in which a case of this kind is over
	Roots     []string // states in which the case at its root is over
	Contract  *int     // years of contracts; nil: not ruled. An application stays as long as its contract's text.
	Today     time.Time
}

// Expired is one thing that has expired.
type Expired struct {
	Class string
	What  string // payload, or the table
	Case  string
	ID    string
	No    int64
	Since time.Time
}

// over are the cases below finished roots, with the day from which their years count.
const over = `
	with finished as (
		select   c.id, (max(s.business_at) at time zone 'Asia/Shanghai')::date as last
		from     case_file c
		join     case_file r on r.county = c.county and r.id = coalesce(c.parent, c.id)
		join     step      s on s.county = c.county and s.case_id in (c.id, r.id)
		where    c.county = $1
		and      c.kind   = $2
		and      r.state  = any($3)
		and      c.state  = any($11)
		group by c.id
	), counted as (
		select f.id, f.last, k.many, k.ends, case when not $4 or k.many = 0 then f.last else greatest(f.last, k.ends) end as since
		from   finished f
		cross  join lateral (
			select count(*) as many, case when count(valid_to) = count(*) then max(valid_to) end as ends
			from   contract
			where  county = $1
			and    application = f.id) as k
		where  not $4 or k.many = 0 or k.ends is not null
	), over as (
		select * from counted where since + make_interval(years => $5) <= $6::date
	)`

// Expired lists what has expired and is still there.
func (t Tx) Expired(ctx context.Context, e Expiry) ([]Expired, error) {
	return list[Expired](ctx, t, over+`
		select   $7::text, x.what, x.case_id, x.id, x.no, x.since
		from     (
			select 'payload' as what, o.id as case_id, o.id, a.no, o.since
			from   over          o
			join   audit         a on a.county = $1 and a.case_id = o.id and a.event = any($8)
			join   audit_payload p on p.county = $1 and p.case_id = o.id and p.no    = a.no
			union  all
			select 'decision', o.id, d.id, 0, o.since
			from   over     o
			join   decision d on d.county = $1 and d.case_id = o.id and d.kind = any($8) and d.sealed_reason <> ''
			union  all
			select 'application', o.id, p.id, 0, o.since
			from   over        o
			join   application p on p.county = $1 and p.id = o.id and p.sealed_personal <> ''
			where  'application' = any($9)
			and    (o.many = 0 or greatest(o.last, o.ends) + make_interval(years => $10) <= $6::date)
			union  all
			select 'accommodation', o.id, p.id, 0, o.since
			from   over          o
			join   accommodation p on p.county = $1 and p.application = o.id and p.sealed_request <> ''
			where  'accommodation' = any($9)
			union  all
			select 'objection', o.id, p.id, 0, o.since
			from   over      o
			join   objection p on p.county = $1 and p.cycle = o.id and p.sealed_personal <> ''
			where  'objection' = any($9)
			union  all
			select 'upload', o.id, p.id, 0, o.since
			from   over   o
			join   upload p on p.county = $1 and p.case_id = o.id and p.sealed_name <> ''
			where  'upload' = any($9)
			union  all
			select 'service', o.id, p.id, 0, o.since
			from   over    o
			join   service p on p.county = $1 and p.case_id = o.id and p.sealed_detail <> ''
			where  'service' = any($9)
			union  all
			select 'no_statement', o.id, o.id, p.step, o.since
			from   over         o
			join   no_statement p on p.county = $1 and p.case_id = o.id and p.sealed_note <> ''
			where  'no_statement' = any($9)
			union  all
			select 'paper', o.id, p.id, 0, o.since
			from   over  o
			join   paper p on p.county = $1 and p.case_id = o.id and (p.sealed_contest <> '' or p.sealed_settlement <> '')
			where  'paper' = any($9)
			union  all
			select 'recusal', o.id, o.id || '/' || p.person, 0, o.since
			from   over    o
			join   recusal p on p.county = $1 and p.case_id = o.id and p.sealed_text <> ''
			where  'recusal' = any($9)
		) as x
		order by x.what, x.id, x.no`,
		t.realm.County, e.Kind, orNone(e.Roots), e.Contracts, e.Years, e.Today, e.Class, orNone(e.Events), orNone(e.Tables), e.Contract, orNone(e.Finals))
}

// RetentionRun is a destruction, proposed or done.
type RetentionRun struct {
	No        int64
	Proposed  time.Time // business date
	By        string
	Items     int64
	Digest    []byte     // over the list
	Confirmed *time.Time // business date; nil while it waits
	Confirmer string
}

// ProposeRun keeps the list of what is to be destroyed.
func (t Tx) ProposeRun(ctx context.Context, by, role string, today time.Time, items []Expired) (no int64, err error) {
	if err := t.exec(ctx, `select pg_advisory_xact_lock(hashtext('jinchu retention'))`); err != nil {
		return 0, err
	}
	if no, err = t.nextRun(ctx); err != nil {
		return 0, err
	}
	var classes, whats, cases, ids []string
	var nos []int64
	var since []time.Time
	for _, i := range items {
		classes, whats, cases, ids = append(classes, i.Class), append(whats, i.What), append(cases, i.Case), append(ids, i.ID)
		nos, since = append(nos, i.No), append(since, i.Since)
	}
	// The row comes with the digest over its list, which refers to it: the list's foreign key waits for the row.
	err = t.exec(ctx, `
		with listed as (
			select i.* from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::date[]) as i (class, what, case_id, id, no, since)
		), run as (
			insert into retention_run (county, no, proposed, by, role, items, digest)
			select $1, $2, $9::date, $10, $11, count(*), sha256(convert_to(coalesce(string_agg(concat_ws(' ', class, what, case_id, id, no, since), e'\n'
			       order by what collate "C", id collate "C", no), ''), 'UTF8'))
			from   listed
		)
		insert into retention_item (county, run, class, what, case_id, id, no, since)
		select $1, $2, * from listed`,
		t.realm.County, no, classes, whats, cases, ids, nos, since, today, by, role)
	return no, err
}

func (t Tx) nextRun(ctx context.Context) (no int64, err error) {
	err = t.tx.QueryRow(ctx, `select coalesce(max(no), 0) + 1 from retention_run where county = $1`, t.realm.County).Scan(&no)
	return no, interpret(err)
}

// RetentionRuns lists the runs, the newest first; a number other than 0 is that one alone.
func (t Tx) RetentionRuns(ctx context.Context, no int64) ([]RetentionRun, error) {
	return list[RetentionRun](ctx, t, `
		select    r.no, r.proposed, r.by, r.items, r.digest, d.confirmed, coalesce(d.by, '')
		from      retention_run  r
		left join retention_done d on d.county = r.county and d.run = r.no
		where     r.county = $1
		and       ($2 = 0 or r.no = $2)
		order     by r.no desc`, t.realm.County, no)
}

// RetentionItems lists what a run is to destroy, or has.
func (t Tx) RetentionItems(ctx context.Context, run int64) ([]Expired, error) {
	return list[Expired](ctx, t, `
		select class, what, case_id, id, no, since
		from   retention_item
		where  county = $1
		and    run    = $2
		order  by class, what, id, no`, t.realm.County, run)
}

// DestroyExpired carries a run out on the word of a second person; the database itself holds the list against
// the rules once more.
//
// Faults: unknown, retention.same, retention.over, retention.changed.
func (t Tx) DestroyExpired(ctx context.Context, run int64, person, role string, today time.Time) (destroyed int64, err error) {
	err = interpret(t.tx.QueryRow(ctx, `select destroy_expired($1, $2, $3, $4, $5::date)`, t.realm.County, run, person, role, today).Scan(&destroyed))
	if f := fault.Of(err); errors.Is(err, fault.New("store.duplicate")) && f.Args["promise"] == "retention_done_once" {
		return 0, fault.New("retention.over", "no", run).Because(err)
	}
	if fault.CodeOf(err) == "retention.changed" {
		return 0, fault.New("retention.changed", "no", run).Because(err)
	}
	return destroyed, err
}
