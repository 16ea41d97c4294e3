package store

import (
	"context"
	"time"
)

// States of an act entered from paper.
const (
	PaperStanding  = "standing"
	PaperContested = "contested"
	PaperUpheld    = "upheld"
	PaperStruck    = "struck"
)

// Paper is an act entered from signed paper.
type Paper struct {
	ID         string
	Case       string
	Seq        int64 // of the step it made
	Act        string
	Signer     string // person ID or an applicant's mark
	SignerRole string
	Signed     time.Time // date of the paper
	Clerk      string
	ClerkRole  string
	Entered    time.Time // business time; set by the record
	Scan       string    // upload ID
	State      string    // set by the record
	Contest    string    // why the signer contests it; sealed
	SettledBy  string
	Settlement string // why it was settled so; sealed
}

type paperRow struct {
	ID, Case           string
	Seq                int64
	Act                string
	Signer, SignerRole string
	Signed             time.Time
	Clerk, ClerkRole   string
	Entered            time.Time
	Scan, State        string
	Contest            []byte
	SettledBy          string
	Settlement         []byte
}

const paperColumns = `id, case_id, seq, act, signer, signer_role, signed, clerk, clerk_role, entered, scan, state,
	sealed_contest, coalesce(settled_by, ''), sealed_settlement`

// AddPaper keeps what an act was entered from.
func (t Tx) AddPaper(ctx context.Context, p Paper) error {
	now, err := t.Now(ctx)
	if err != nil {
		return err
	}
	return t.exec(ctx, `
		insert into paper (county, id, case_id, seq, act, signer, signer_role, signed,   clerk, clerk_role, entered, scan)
		values            ($1,     $2, $3,      $4,  $5,  $6,     $7,          $8::date, $9,    $10,        $11,     $12)`,
		t.realm.County, p.ID, p.Case, p.Seq, p.Act, p.Signer, p.SignerRole, p.Signed, p.Clerk, p.ClerkRole, now, p.Scan)
}

// PapersOf lists what was entered from paper of a case, in order.
func (t Tx) PapersOf(ctx context.Context, id string) ([]Paper, error) {
	return t.papers(ctx, `and case_id = $2 order by seq`, id)
}

// PapersContested lists the contested entries of a case and of the cases below it.
func (t Tx) PapersContested(ctx context.Context, id string) ([]Paper, error) {
	return t.papers(ctx, `
		and    state = 'contested'
		and    (case_id = $2 or exists (select from case_file c where c.county = $1 and c.id = case_id and c.parent = $2))
		order  by case_id, seq`, id)
}

func (t Tx) papers(ctx context.Context, where, id string) ([]Paper, error) {
	rows, err := list[paperRow](ctx, t, `
		select `+paperColumns+`
		from   paper
		where  county = $1
		`+where, t.realm.County, id)
	all := make([]Paper, 0, len(rows))
	for _, r := range rows {
		p, bad := t.paper(r)
		if bad != nil {
			return nil, bad
		}
		all = append(all, p)
	}
	return all, err
}

// Paper reads one. Fault: unknown.
func (t Tx) Paper(ctx context.Context, id string) (Paper, error) {
	r, err := one[paperRow](ctx, t, "paper", `
		select `+paperColumns+`
		from   paper
		where  county = $1
		and    id     = $2`, t.realm.County, id)
	if err != nil {
		return Paper{}, err
	}
	return t.paper(r)
}

func (t Tx) paper(r paperRow) (Paper, error) {
	p := Paper{ID: r.ID, Case: r.Case, Seq: r.Seq, Act: r.Act, Signer: r.Signer, SignerRole: r.SignerRole, Signed: r.Signed,
		Clerk: r.Clerk, ClerkRole: r.ClerkRole, Entered: r.Entered, Scan: r.Scan, State: r.State, SettledBy: r.SettledBy}
	for name, sealed := range map[string][]byte{"paper.contest": r.Contest, "paper.settlement": r.Settlement} {
		if len(sealed) == 0 { // none, or destroyed when its time was over
			continue
		}
		text, err := t.keys.Open(name, t.realm.County, r.ID, sealed)
		if err != nil {
			return p, err
		}
		if name == "paper.contest" {
			p.Contest = string(text)
		} else {
			p.Settlement = string(text)
		}
	}
	return p, nil
}

// ContestPaper keeps that the signer does not stand by an entry; the caller has locked its case.
func (t Tx) ContestPaper(ctx context.Context, id, reason string) error {
	now, err := t.Now(ctx)
	if err != nil {
		return err
	}
	sealed, err := t.keys.Seal("paper.contest", t.realm.County, id, []byte(reason))
	if err != nil {
		return err
	}
	return t.exec(ctx, `
		update paper
		set    state          = 'contested',
		       contested      = $3,
		       sealed_contest = $4
		where  county = $1
		and    id     = $2
		and    state  = 'standing'`, t.realm.County, id, now, sealed)
}

// SettlePaper keeps how a contest ended; the caller has locked its case.
func (t Tx) SettlePaper(ctx context.Context, id, state, by, reason string) error {
	now, err := t.Now(ctx)
	if err != nil {
		return err
	}
	sealed, err := t.keys.Seal("paper.settlement", t.realm.County, id, []byte(reason))
	if err != nil {
		return err
	}
	return t.exec(ctx, `
		update paper
		set    state             = $3,
		       settled_by        = $4,
		       settled           = $5,
		       sealed_settlement = $6
		where  county = $1
		and    id     = $2
		and    state  = 'contested'`, t.realm.County, id, state, by, now, sealed)
}

// CloseTasksOfRole takes one kind of task of a case out of one role's inbox.
func (t Tx) CloseTasksOfRole(ctx context.Context, id, code, role string) error {
	now, err := t.Now(ctx)
	if err != nil {
		return err
	}
	err = t.exec(ctx, `
		update task
		set    closed  = $5
		where  county  = $1
		and    case_id = $2
		and    code    = $3
		and    role    = $4
		and    closed is null`, t.realm.County, id, code, role, now)
	if err != nil {
		return err
	}
	return t.unseat(ctx, id)
}

// Known tells whether a person is on the record.
func (t Tx) Known(ctx context.Context, person string) (known bool, err error) {
	err = t.tx.QueryRow(ctx, `
		select exists (select from person where county = $1 and id = $2)`, t.realm.County, person).Scan(&known)
	return known, interpret(err)
}
