package store

import (
	"context"
	"errors"
	"slices"
	"time"

	"jinchu/policy/fault"
)

// CaseFile is where a case stands, and what it is pinned to.
type CaseFile struct {
	ID                string
	Kind              string // cycle, application
	Parent            string // the cycle of an application; "" for none
	State             string // "" for a case that is only just being opened
	Stage             int
	Seq               int64 // number of the last recorded step; 0 for none
	Regulation        string
	RegulationVersion int
	PolicyVersion     string
	CalendarVersion   string
	Unit              string    // the area it belongs to: who may act is told by the distance from it
	Created           time.Time // business time
}

// Pins are what a case is held to from now on.
type Pins struct {
	Regulation        string
	RegulationVersion int
	PolicyVersion     string
	CalendarVersion   string
}

const caseColumns = `id, kind, coalesce(parent, ''), state, stage, seq,
	regulation, regulation_version, policy_version, calendar_version, unit, created`

// Case reads a case without locking it. Fault: unknown.
func (t Tx) Case(ctx context.Context, id string) (CaseFile, error) {
	return one[CaseFile](ctx, t, "case", `
		select `+caseColumns+`
		from   case_file
		where  county = $1
		and    id     = $2`, t.realm.County, id)
}

// Cases lists cases of a kind below a parent ("" for all) in order of ID, after the given ID.
func (t Tx) Cases(ctx context.Context, kind, parent, after string, limit int) ([]CaseFile, error) {
	return list[CaseFile](ctx, t, `
		select `+caseColumns+`
		from   case_file
		where  county = $1
		and    kind   = $2
		and    ($3 = '' or parent = $3)
		and    id     > $4
		order  by id
		limit  $5`, t.realm.County, kind, parent, after, limit)
}

// lockCase locks first the parent for sharing, then the case for writing: always in this order, so
// that an act on a cycle that moves its applications and an act on one of them cannot wait for each
// other. A case that does not exist yet comes back without state.
func (t Tx) lockCase(ctx context.Context, id, kind, parent string) (CaseFile, error) {
	at, err := t.Case(ctx, id)
	if err == nil {
		parent = at.Parent
	} else if fault.CodeOf(err) != "unknown" {
		return CaseFile{}, err
	}
	if parent != "" {
		if _, err := t.shareCase(ctx, parent); err != nil {
			return CaseFile{}, err
		}
	}
	at, err = one[CaseFile](ctx, t, "case", `
		select `+caseColumns+`
		from   case_file
		where  county = $1
		and    id     = $2
		for    update`, t.realm.County, id)
	switch {
	case fault.CodeOf(err) == "unknown" && kind != "":
		return CaseFile{ID: id, Kind: kind, Parent: parent}, nil
	case err == nil && kind != "" && at.Kind != kind:
		return CaseFile{}, fault.New("unknown", "what", kind)
	}
	return at, err
}

func (t Tx) shareCase(ctx context.Context, id string) (CaseFile, error) {
	return one[CaseFile](ctx, t, "case", `
		select `+caseColumns+`
		from   case_file
		where  county = $1
		and    id     = $2
		for    share`, t.realm.County, id)
}

// WithSharedCase runs a mass write under a share lock of the case while it stands in one of the
// states; the act that closes the window waits for it, and what comes after is refused. Mass writes
// do not touch the case row, so they take no part in its chain; what they must prove goes to the
// chains of the cases below it.
//
// Fault: store.shut.
func (s *Store) WithSharedCase(ctx context.Context, id string, states []string, do func(Tx, CaseFile) error) error {
	return s.Write(ctx, func(t Tx) error {
		at, err := t.shareCase(ctx, id)
		if err != nil {
			return err
		}
		if !slices.Contains(states, at.State) {
			return fault.New("store.shut", "state", at.State)
		}
		return do(t, at)
	})
}

// openCase makes the row of a new case, before its first step. Where another act was faster it is
// the fault act.sequence.
func (t Tx) openCase(ctx context.Context, c *CaseFile) (err error) {
	if c.Created, err = t.Now(ctx); err != nil {
		return err
	}
	err = t.exec(ctx, `
		insert into case_file (county, id, kind, parent,         state, created)
		values                ($1,     $2, $3,   nullif($4, ''), '',    $5)`,
		t.realm.County, c.ID, c.Kind, c.Parent, c.Created)
	if errors.Is(err, fault.New("store.duplicate")) {
		return fault.New("act.sequence", "seen", 0, "now", 1).Because(err)
	}
	return err
}

// OpenCases makes the rows of new cases below a parent, by ID with their areas, before their first
// step. Fault: store.duplicate.
func (t Tx) OpenCases(ctx context.Context, kind, parent string, units map[string]string) error {
	now, err := t.Now(ctx)
	if err != nil {
		return err
	}
	ids, areas := columns(units)
	return t.exec(ctx, `
		insert into case_file (county, id, kind, parent, state, unit, created)
		select $1, c.id, $2, $3, '', c.unit, $6
		from   unnest($4::text[], $5::text[]) as c (id, unit)`, t.realm.County, kind, parent, ids, areas, now)
}

// place says to which area a case belongs.
func (t Tx) place(ctx context.Context, id, unit string) error {
	return t.exec(ctx, `
		update case_file
		set    unit   = $3
		where  county = $1
		and    id     = $2`, t.realm.County, id, unit)
}

// pin holds the case to its versions.
func (t Tx) pin(ctx context.Context, id string, p Pins) error {
	return t.exec(ctx, `
		update case_file
		set    regulation         = $3,
		       regulation_version = $4,
		       policy_version     = $5,
		       calendar_version   = $6
		where  county = $1
		and    id     = $2`,
		t.realm.County, id, p.Regulation, p.RegulationVersion, p.PolicyVersion, p.CalendarVersion)
}
