package store

import (
	"context"
	"encoding/json"
	"time"

	"jinchu/policy/fault"
)

// Service is a document served on a person, or a try that failed.
type Service struct {
	ID        string
	Case      string
	Step      int64  // the step that made the document
	Document  string // its event
	Addressee string // mark of an applicant or person ID, never a name
	Way       string
	Day       time.Time  // of the way: handed over, left, received, arrived, published, or tried
	Served    *time.Time // the day that counts; nil for a try that failed
	Scan      string     // upload ID; "" for none
	Detail    json.RawMessage
	By        string // person ID, or the applicant's own mark
	Role      string
	At        time.Time // business time; set by the record
}

type serviceRow struct {
	ID, Case  string
	Step      int64
	Document  string
	Addressee string
	Way       string
	Day       time.Time
	Served    *time.Time
	Scan      string
	Sealed    []byte
	By, Role  string
	At        time.Time
}

const serviceColumns = `id, case_id, step, document, addressee, way, day, served, coalesce(scan, ''), sealed_detail, by, role, business_at`

// AddService keeps one. Fault: store.duplicate where the document was served before.
func (t Tx) AddService(ctx context.Context, s Service) error {
	now, err := t.Now(ctx)
	if err != nil {
		return err
	}
	sealed, err := t.keys.Seal("service.detail", t.realm.County, s.ID, s.Detail)
	if err != nil {
		return err
	}
	return t.exec(ctx, `
		insert into service (county, id, case_id, step, document, addressee, way, day, failed, served,
		                     scan, sealed_detail, by, role, business_at)
		values              ($1, $2, $3, $4, $5, $6, $7, $8::date, $9::date is null, $9::date, nullif($10, ''), $11, $12, $13, $14)`,
		t.realm.County, s.ID, s.Case, s.Step, s.Document, s.Addressee, s.Way, s.Day, s.Served, s.Scan, sealed, s.By, s.Role, now)
}

// ServicesOf lists what was served of a case, and what was tried, in order.
func (t Tx) ServicesOf(ctx context.Context, id string) ([]Service, error) {
	rows, err := list[serviceRow](ctx, t, `
		select `+serviceColumns+`
		from   service
		where  county  = $1
		and    case_id = $2
		order  by business_at, id`, t.realm.County, id)
	all := make([]Service, 0, len(rows))
	for _, r := range rows {
		s, bad := t.service(r)
		if bad != nil {
			return nil, bad
		}
		all = append(all, s)
	}
	return all, err
}

// Service reads one. Fault: unknown.
func (t Tx) Service(ctx context.Context, id string) (Service, error) {
	r, err := one[serviceRow](ctx, t, "service", `
		select `+serviceColumns+`
		from   service
		where  county = $1
		and    id     = $2`, t.realm.County, id)
	if err != nil {
		return Service{}, err
	}
	return t.service(r)
}

func (t Tx) service(r serviceRow) (Service, error) {
	detail, err := []byte(destroyed), error(nil)
	if len(r.Sealed) > 0 {
		detail, err = t.keys.Open("service.detail", t.realm.County, r.ID, r.Sealed)
	}
	return Service{ID: r.ID, Case: r.Case, Step: r.Step, Document: r.Document, Addressee: r.Addressee, Way: r.Way, Day: r.Day,
		Served: r.Served, Scan: r.Scan, Detail: detail, By: r.By, Role: r.Role, At: r.At}, err
}

// Consent is a consent to electronic service, or its withdrawal.
type Consent struct {
	Case    string
	Given   bool
	Day     time.Time
	Channel string
	By      string
	Role    string
	At      time.Time // business time; set by the record
}

// AddConsent keeps it after those before; the caller has locked the case.
func (t Tx) AddConsent(ctx context.Context, c Consent) error {
	now, err := t.Now(ctx)
	if err != nil {
		return err
	}
	return t.exec(ctx, `
		insert into service_consent (county, case_id, no, given, day, channel, by, role, business_at)
		select $1, $2, coalesce(max(no), 0) + 1, $3, $4::date, $5, $6, $7, $8
		from   service_consent
		where  county  = $1
		and    case_id = $2`, t.realm.County, c.Case, c.Given, c.Day, c.Channel, c.By, c.Role, now)
}

// ConsentOf is the consent that holds; nil where there is none or it was withdrawn.
func (t Tx) ConsentOf(ctx context.Context, id string) (*Consent, error) {
	c, err := one[Consent](ctx, t, "consent", `
		select case_id, given, day, channel, by, role, business_at
		from   service_consent
		where  county  = $1
		and    case_id = $2
		order  by no desc
		limit  1`, t.realm.County, id)
	if fault.CodeOf(err) == "unknown" || err == nil && !c.Given {
		return nil, nil //nolint:nilnil // no consent is an answer, not a fault
	}
	return &c, err
}

// NoStatement says that the addressee of a document made no statement.
type NoStatement struct {
	Case string
	Step int64
	By   string
	Role string
	Note string // sealed in the record
	At   time.Time
}

// AddNoStatement keeps it. Fault: store.duplicate.
func (t Tx) AddNoStatement(ctx context.Context, n NoStatement) error {
	now, err := t.Now(ctx)
	if err != nil {
		return err
	}
	sealed, err := t.keys.Seal("no_statement.note", t.realm.County, payloadRow(n.Case, n.Step), []byte(n.Note))
	if err != nil {
		return err
	}
	return t.exec(ctx, `
		insert into no_statement (county, case_id, step, by, role, sealed_note, business_at)
		values                   ($1,     $2,      $3,   $4, $5,   $6,          $7)`, t.realm.County, n.Case, n.Step, n.By, n.Role, sealed, now)
}

// NoStatements lists the steps of a case on whose documents nothing was said.
func (t Tx) NoStatements(ctx context.Context, id string) ([]int64, error) {
	rows, err := list[struct{ Step int64 }](ctx, t, `
		select step
		from   no_statement
		where  county  = $1
		and    case_id = $2
		order  by step`, t.realm.County, id)
	all := make([]int64, 0, len(rows))
	for _, r := range rows {
		all = append(all, r.Step)
	}
	return all, err
}

// LockCase locks the parent for sharing and the case for writing, as every act does. Fault: unknown.
func (t Tx) LockCase(ctx context.Context, id string) (CaseFile, error) {
	return t.lockCase(ctx, id, "", "")
}
