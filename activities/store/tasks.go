package store

import (
	"context"
	"time"
)

// Task is one line of somebody's inbox: a step that waits for a role in a unit, or for one person.
type Task struct {
	ID     string // set by the record
	Case   string
	Code   string // what is to be done; an event of the state table or a fault code
	Role   string
	Unit   string
	Person string         // "" for anyone in the role
	Except []string       // people in the role who may not do it: recused, or have done another part of it
	Due    *time.Time     // business time; nil for none
	Facts  map[string]any // fills the sentence; never personal data
	Opened time.Time      // business time; set by the record
}

// OpenTasks adds tasks to inboxes; one already open for the same case, code, role,
// unit and person stays one.
func (t Tx) OpenTasks(ctx context.Context, id string, tasks ...Task) error {
	if len(tasks) == 0 {
		return nil
	}
	now, err := t.Now(ctx)
	if err != nil {
		return err
	}
	var ids, cases, codes, roles, units, people, excepts, facts []string
	var dues []*time.Time
	for _, k := range tasks {
		if k.Case == "" {
			k.Case = id
		}
		if k.Facts == nil {
			k.Facts = map[string]any{}
		}
		ids, cases, codes, roles = append(ids, NewID()), append(cases, k.Case), append(codes, k.Code), append(roles, k.Role)
		units, people, dues, facts = append(units, k.Unit), append(people, k.Person), append(dues, k.Due), append(facts, encoded(k.Facts))
		excepts = append(excepts, encoded(orNone(k.Except)))
	}
	return t.exec(ctx, `
		insert into task (county, id, case_id, code, role, unit, person, due, facts, opened, except_people)
		select $1, k.id, k.case_id, k.code, k.role, k.unit, nullif(k.person, ''), k.due, k.facts::jsonb, $10, k.excepts::jsonb
		from   unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[], $9::text[], $11::text[])
		       as k (id, case_id, code, role, unit, person, due, facts, excepts)
		on conflict (county, case_id, code, role, unit, coalesce(person, '')) where closed is null do nothing`,
		t.realm.County, ids, cases, codes, roles, units, people, dues, facts, now, excepts)
}

// lasting are the codes of tasks that another act on the case does not make pointless: an entry from paper
// is still to be looked at by its signer, a contested one to be settled, a struck one to be put right.
var lasting = []string{"paper_entered", "settle_paper", "put_right"}

// CloseTasks takes tasks of a case out of inboxes by their codes; "*" is all of them but the lasting.
func (t Tx) CloseTasks(ctx context.Context, id string, codes ...string) error {
	if len(codes) == 0 {
		return nil
	}
	now, err := t.Now(ctx)
	if err != nil {
		return err
	}
	return t.exec(ctx, `
		update task
		set    closed  = $4
		where  county  = $1
		and    case_id = $2
		and    closed is null
		and    (code = any($3) or '*' = any($3) and code <> all($5))`, t.realm.County, id, codes, now, lasting)
}

// CloseTasksOf takes all tasks of many cases out of inboxes.
func (t Tx) CloseTasksOf(ctx context.Context, cases ...string) error {
	if len(cases) == 0 {
		return nil
	}
	now, err := t.Now(ctx)
	if err != nil {
		return err
	}
	return t.exec(ctx, `
		update task
		set    closed  = $3
		where  county  = $1
		and    case_id = any($2)
		and    closed is null
		and    code <> all($4)`, t.realm.County, cases, now, lasting)
}

// Inbox lists open tasks of a role in any of the units, and those for the person, oldest first.
func (t Tx) Inbox(ctx context.Context, person, role string, units []string, limit int) ([]Task, error) {
	return list[Task](ctx, t, `
		select id, case_id, code, role, unit, coalesce(person, ''), except_people, due, facts, opened
		from   task
		where  county  = $1
		and    closed is null
		and    (person = $2 or person is null and role = $3 and unit = any($4))
		and    not (except_people ? $2)
		order  by opened, id
		limit  $5`, t.realm.County, person, role, units, limit)
}

// TasksOf lists the open tasks of a case.
func (t Tx) TasksOf(ctx context.Context, id string) ([]Task, error) {
	return list[Task](ctx, t, `
		select id, case_id, code, role, unit, coalesce(person, ''), except_people, due, facts, opened
		from   task
		where  county  = $1
		and    case_id = $2
		and    closed is null
		order  by opened, id`, t.realm.County, id)
}
