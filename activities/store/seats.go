package store

import "context"

// seat puts new tasks into the inboxes of all who reach them, in the transaction that opens them.
func (t Tx) seat(ctx context.Context, tasks []string) error {
	return t.exec(ctx, `
		insert into task_seat
		select *
		from   task_seat_due
		where  county  = $1
		and    task_id = any($2)
		on conflict on constraint task_seat_once do nothing`, t.realm.County, tasks)
}

// unseat takes the closed tasks of cases out of inboxes.
func (t Tx) unseat(ctx context.Context, cases ...string) error {
	return t.exec(ctx, `
		delete from task_seat s
		using  task k
		where  k.county  = $1
		and    k.case_id = any($2)
		and    k.closed is not null
		and    s.county  = k.county
		and    s.task_id = k.id`, t.realm.County, cases)
}

// reseat puts the open tasks that any of the units reached or holds where its new place in the tree says:
// a township that is merged takes its inbox along, in the transaction that merges it.
func (t Tx) reseat(ctx context.Context, units []string) error {
	tasks, err := list[string1](ctx, t, `
		select distinct task_id
		from   task_seat
		where  county = $1
		and    unit   = any($2)`, t.realm.County, units)
	if err != nil || len(tasks) == 0 {
		return err
	}
	ids := make([]string, len(tasks))
	for i, one := range tasks {
		ids[i] = one.Text
	}
	return t.Reseat(ctx, ids)
}

// string1 is a row of one text.
type string1 struct{ Text string }

// Reseat derives the seats of open tasks anew.
func (t Tx) Reseat(ctx context.Context, tasks []string) error {
	err := t.exec(ctx, `
		delete from task_seat
		where  county  = $1
		and    task_id = any($2)`, t.realm.County, tasks)
	if err != nil {
		return err
	}
	return t.seat(ctx, tasks)
}

// Misplaced lists the open tasks whose seats are not what they must be, and closed ones that still lie in an inbox.
func (t Tx) Misplaced(ctx context.Context) ([]Task, error) {
	return list[Task](ctx, t, `
		with wrong (task_id) as (
			(select task_id, unit, holds_from, holds_to, role, person, kind, opened, due, except_people from task_seat_due where county = $1
			 except all
			 select task_id, unit, holds_from, holds_to, role, person, kind, opened, due, except_people from task_seat     where county = $1)
			union all
			(select task_id, unit, holds_from, holds_to, role, person, kind, opened, due, except_people from task_seat     where county = $1
			 except all
			 select task_id, unit, holds_from, holds_to, role, person, kind, opened, due, except_people from task_seat_due where county = $1)
		)
		select `+taskColumns+`
		from   task
		where  county = $1
		and    id in (select w.task_id from wrong w)
		order  by case_id, id`, t.realm.County)
}
