package store

import (
	"context"
	"time"

	"jinchu/policy/fault"
)

// Deadline is one recorded deadline of a case.
type Deadline struct {
	Case     string
	Name     string
	Opened   int64 // step that opened it
	At       time.Time
	Calendar string
	State    string // open, met, cancelled
}

// DeadlinesUntil lists open deadlines of all cases due at or before a business time, earliest first:
// whom the player of a rehearsal must tell before time moves on.
func (t Tx) DeadlinesUntil(ctx context.Context, until time.Time) ([]Deadline, error) {
	return list[Deadline](ctx, t, `
		select case_id, name, opened, due, calendar, state
		from   deadline
		where  county = $1
		and    state  = 'open'
		and    due   <= $2
		order  by due, case_id, name`, t.realm.County, moment(until))
}

// DeadlinesOf lists all deadlines a case ever had.
func (t Tx) DeadlinesOf(ctx context.Context, id string) ([]Deadline, error) {
	return list[Deadline](ctx, t, `
		select case_id, name, opened, due, calendar, state
		from   deadline
		where  county  = $1
		and    case_id = $2
		order  by opened, name`, t.realm.County, id)
}

// DeadlinesBelow lists the open deadlines of the cases below one, by case.
func (t Tx) DeadlinesBelow(ctx context.Context, parent string) (map[string][]string, error) {
	rows, err := list[struct{ Case, Name string }](ctx, t, `
		select d.case_id, d.name
		from   deadline  d
		join   case_file c on c.county = d.county and c.id = d.case_id
		where  d.county = $1
		and    c.parent = $2
		and    d.state  = 'open'
		order  by d.case_id, d.name`, t.realm.County, parent)
	byCase := map[string][]string{}
	for _, r := range rows {
		byCase[r.Case] = append(byCase[r.Case], r.Name)
	}
	return byCase, err
}

// writeDeadlines closes what the moves meet or cancel, then opens what they open.
func (t Tx) writeDeadlines(ctx context.Context, moves []Move, heads []chainHead) error {
	var closing, names, states []string
	var opening, opened, calendars []string
	var seqs []int64
	var dues []time.Time
	for i, m := range moves {
		for state, ended := range map[string][]string{"met": m.Meets, "cancelled": m.Cancels} {
			for _, name := range ended {
				closing, names, states = append(closing, m.Case), append(names, name), append(states, state)
			}
		}
		for _, d := range m.Opens {
			opening, opened, calendars = append(opening, m.Case), append(opened, d.Name), append(calendars, d.Calendar)
			seqs, dues = append(seqs, heads[i].Seq), append(dues, moment(d.At))
		}
	}
	if len(closing) > 0 {
		if err := t.closeDeadlines(ctx, closing, names, states); err != nil {
			return err
		}
	}
	if len(opening) == 0 {
		return nil
	}
	return t.exec(ctx, `
		insert into deadline (county, case_id, name, opened, due, calendar)
		select $1, d.id, d.name, d.opened, d.due, d.calendar
		from   unnest($2::text[], $3::text[], $4::bigint[], $5::timestamptz[], $6::text[]) as d (id, name, opened, due, calendar)`,
		t.realm.County, opening, opened, seqs, dues, calendars)
}

func (t Tx) closeDeadlines(ctx context.Context, cases, names, states []string) error {
	return t.exec(ctx, `
		update deadline d
		set    state = m.state
		from   unnest($2::text[], $3::text[], $4::text[]) as m (id, name, state)
		where  d.county  = $1
		and    d.case_id = m.id
		and    d.name    = m.name
		and    d.state   = 'open'`, t.realm.County, cases, names, states)
}

// Lapse records that a deadline has passed on the business clock: decide says what follows, the
// deadline is met in the same step. A deadline that is no longer open has no effect and decide is not
// called; the same call twice is once. Lapsed tells which it was. One that is not due here yet, because
// the caller's clock runs ahead of the record's, is the fault store.early: it must be asked again.
func (s *Store) Lapse(ctx context.Context, id, name string, decide func(Tx, CaseFile) (Outcome, error)) (lapsed bool, err error) {
	err = s.Write(ctx, func(t Tx) error {
		lapsed = false
		at, err := t.lockCase(ctx, id, "", "")
		if err != nil {
			return err
		}
		open, due, err := t.openDeadline(ctx, id, name)
		switch {
		case err != nil || !open:
			return err
		case !due:
			return fault.New("store.early")
		}
		lapsed = true
		out, err := decide(t, at)
		if err != nil {
			return err
		}
		if out.Event == "" {
			return fault.New("value.missing", "field", "event")
		}
		out.Meets = append(out.Meets, name)
		return t.apply(ctx, Command{Actor: Machine, Role: Machine, Case: id}, at, out)
	})
	return lapsed && err == nil, err
}

// openDeadline tells whether a deadline is open, and whether the business clock has reached it.
func (t Tx) openDeadline(ctx context.Context, id, name string) (open, due bool, err error) {
	now, err := t.Now(ctx)
	if err != nil {
		return false, false, err
	}
	err = t.tx.QueryRow(ctx, `
		select count(*) > 0, coalesce(bool_or(due <= $4), false)
		from   deadline
		where  county  = $1
		and    case_id = $2
		and    name    = $3
		and    state   = 'open'`, t.realm.County, id, name, now).Scan(&open, &due)
	return open, due, interpret(err)
}
