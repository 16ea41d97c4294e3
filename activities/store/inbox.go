package store

import (
	"context"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"jinchu/policy"
)

// Awaited is a line of somebody's inbox with what it belongs to.
type Awaited struct {
	ID     string
	Case   string
	Kind   string // of the case
	Title  string // of the cycle it belongs to; "" for none
	State  string // where the case stands
	Code   string
	Role   string
	Unit   string
	Due    *time.Time
	Opened time.Time
	Facts  map[string]any // fills the sentence
	Acts   []string       // what its holder may do, the first the one it asks for
	For    string         // person on whose behalf the one named acts; "" for their own
	Seat   string         // unit in which the role is held that reaches it; "" for a task by name
	Acting string         // person who is stood in for 代理; "" for one's own
}

// Question is whose inbox is asked for, and which part of it.
type Question struct {
	Person string
	Held   []policy.Assignment // that hold on the business date
	Kind   string              // of cases; "" is all
	Late   bool                // only what is due before now
	After  string              // last task of the page before; "" begins
	Limit  int
}

// Counted is how far an inbox is counted: enough to see that there is much to do.
const Counted = 500

// InboxPage is a part of an inbox, oldest first.
type InboxPage struct {
	Lines []Awaited
	Total int // of all parts, at most Counted and one; told with the first
}

// InboxOf lists the open tasks of a person: those for them by name, those of their roles in the units they hold
// them in or below, and those of whomever they stand in for; never one that they are kept out of. It is one
// query, and begins at the page's first row: what reaches whom was written when the task was opened.
func (t Tx) InboxOf(ctx context.Context, q Question) (page InboxPage, err error) {
	roles, units, acting := make([]string, len(q.Held)), make([]string, len(q.Held)), make([]string, len(q.Held))
	for i, a := range q.Held {
		roles[i], units[i], acting[i] = string(a.Role), a.Unit, a.ActingFor
	}
	text := inboxAll
	if q.Late {
		text = inboxLate
	}
	page.Lines, page.Total, err = t.planned(ctx, text, t.realm.County, q.Person, roles, units, acting, q.Kind, q.After, q.Limit, Counted+1)
	return page, err
}

// planned runs the query by the plan it has, in one journey: planning it anew for every person costs more
// than reading the page.
func (t Tx) planned(ctx context.Context, text string, args ...any) (lines []Awaited, total int, err error) {
	var both pgx.Batch
	both.Queue(`set local plan_cache_mode = force_generic_plan`)
	both.Queue(text, args...)
	answers := t.tx.SendBatch(ctx, &both)
	defer answers.Close()
	if _, err := answers.Exec(); err != nil {
		return nil, 0, interpret(err)
	}
	found, err := answers.Query()
	if err != nil {
		return nil, 0, interpret(err)
	}
	type row struct {
		Awaited
		Total int
	}
	rows, err := pgx.CollectRows(found, pgx.RowToStructByPos[row])
	for _, r := range rows {
		lines, total = append(lines, r.Awaited), r.Total
	}
	return lines, total, interpret(err)
}

var (
	inboxAll  = inboxText("")
	inboxLate = inboxText("and s.due < (select now from clock)")
)

// inboxText is the query with a condition on the rows of the projection. Each way a task reaches somebody is
// a scan of its own that ends with the page; own roles come before those of others.
func inboxText(which string) string {
	return strings.NewReplacer(
		"{page}", reaching(which+`
			and (s.opened, s.task_id) > (select opened, id from start)`, "$8"),
		"{all}", reaching(which, "$9")).Replace(`
	with clock (now, today) as materialized (
		select n.now, (n.now at time zone 'Asia/Shanghai')::date
		from   realm r
		cross  join lateral (select coalesce(r.business_now, clock_timestamp()) as now) n
		where  r.county = $1
	), start (opened, id) as materialized (
		select coalesce(max(b.opened), '-infinity'), coalesce(max(b.id), '')
		from   task b
		where  b.county = $1
		and    b.id     = $7
	), held (role, unit, acting, n) as materialized (
		select h.*
		from   unnest($3::text[], $4::text[], $5::text[]) with ordinality as h
	), line as materialized (
		select distinct on (l.opened, l.task_id) l.*
		from   ({page}) l
		order  by l.opened, l.task_id, l.acting, l.n
		limit  $8
	)
	select k.id, k.case_id, c.kind, coalesce(y.title, ''), c.state, k.code, k.role, k.unit, k.due, k.opened, k.facts,
	       k.acts, k.on_behalf, l.seat, l.acting,
	       case when $7 = '' then (select count(*) from (select distinct a.task_id from ({all}) a limit $9) a) else 0 end
	from   line l
	join   task      k on k.county = $1 and k.id = l.task_id
	join   case_file c on c.county = $1 and c.id = k.case_id
	left   join cycle y on y.county = $1 and y.id = coalesce(c.parent, c.id)
	order  by l.opened, l.task_id`)
}

// reaching lists the first rows of the projection by each way in which a task reaches the person.
func reaching(which, limit string) string {
	return strings.NewReplacer("{rest}", `
			and    s.holds_from <= (select today from clock)
			and    s.holds_to    > (select today from clock)
			and    $2 <> all (s.except_people)
			and    ($6 = '' or s.kind = $6)
			`+which+`
			order  by s.opened, s.task_id
			limit  `+limit).Replace(`
		select s.*, h.unit as seat, h.acting, h.n
		from   held h
		cross  join lateral (
			select s.opened, s.task_id
			from   task_seat s
			where  s.county = $1
			and    s.role   = h.role
			and    s.unit   = h.unit
			and    s.person is null
			and    h.acting <> all (s.except_people)
			{rest}
		) s
		union  all
		select s.*, '', '', 0
		from   (
			select s.opened, s.task_id
			from   task_seat s
			where  s.county     = $1
			and    s.person     = $2
			and    s.holds_from = '-infinity'
			{rest}
		) s
		union  all
		select s.*, h.unit, h.acting, h.n
		from   held h
		cross  join lateral (
			select s.opened, s.task_id
			from   task_seat s
			where  s.county = $1
			and    s.person = h.acting
			and    s.role   = h.role
			and    s.unit   = h.unit
			{rest}
		) s`)
}
