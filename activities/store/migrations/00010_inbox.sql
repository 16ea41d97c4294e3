-- +goose Up
set local role jinchu_owner;

-- What a line of an inbox shows and whom it leaves out is written when the decision commits.
alter table task
    add column if not exists except_people jsonb not null default '[]';
alter table task
    add column acts      jsonb  not null default '[]', -- what its holder may do, the first the one it asks for
    add column on_behalf text   not null default '',   -- for whom the person named acts
    add column seq       bigint not null default 0;    -- step of the case that opened it
update task k
set    seq = c.seq
from   case_file c
where  c.county = k.county
and    c.id     = k.case_id
and    k.closed is null;
drop index if exists task_open_once;
create unique index task_open_once on task (county, case_id, code, role, unit, coalesce(person, '')) where closed is null;
drop index if exists task_inbox;
drop index if exists task_of_person;
create index task_of_case on task (county, case_id);

-- From which units a unit is reached, and on which days: itself always, those above it while both hold.
-- +goose StatementBegin
create function units_over(of_county text, of_unit text) returns table (unit text, holds_from date, holds_to date)
    language sql stable as $$
    with recursive up (unit, holds_from, holds_to) as (
        select of_unit, '-infinity'::date, 'infinity'::date
        union
        select u.parent, greatest(up.holds_from, u.valid_from), least(up.holds_to, coalesce(u.valid_to, 'infinity'))
        from   up
        join   unit u on u.county = of_county and u.code = up.unit
        where  u.parent is not null
        and    greatest(up.holds_from, u.valid_from) < least(up.holds_to, coalesce(u.valid_to, 'infinity'))
    )
    select unit, holds_from, holds_to from up
$$;
-- +goose StatementEnd

-- The projection inboxes are read from: an open task lies at every seat that reaches it, so that a page is the
-- beginning of an index. Rows come and go with the task, in its transaction.
create table task_seat (
    county        text        not null,
    task_id       text        not null,
    unit          text        not null,
    holds_from    date        not null,
    holds_to      date        not null,
    role          text        not null,
    person        text,
    kind          text        not null,
    opened        timestamptz not null,
    due           timestamptz,
    except_people text[]      not null default '{}',
    constraint task_seat_once       primary key (county, task_id, unit, holds_from),
    constraint task_seat_task_known foreign key (county, task_id) references task (county, id)
);
create index task_seat_of_role   on task_seat (county, role, unit, opened, task_id) where person is null;
create index task_seat_of_person on task_seat (county, person, opened, task_id)     where person is not null;
create index task_seat_late      on task_seat (county, role, unit, due)             where person is null and due is not null;
create index task_seat_in_unit   on task_seat (county, unit);

-- What the projection must hold.
create view task_seat_due as
    select k.county, k.id as task_id, o.unit, o.holds_from, o.holds_to, k.role, k.person, c.kind, k.opened, k.due,
           array(select jsonb_array_elements_text(k.except_people)) as except_people
    from   task      k
    join   case_file c on c.county = k.county and c.id = k.case_id
    cross  join lateral units_over(k.county, k.unit) o
    where  k.closed is null;

insert into task_seat select * from task_seat_due;

-- The nightly comparison of what must wait for somebody with what does.
create table reconciliation (
    county      text        not null,
    id          text        not null,
    started     timestamptz not null,
    ended       timestamptz,
    business_at timestamptz not null,
    cases       bigint      not null default 0,
    differences bigint      not null default 0,
    mended      bigint      not null default 0,
    failed      text        not null default '', -- fault code of one that was broken off
    constraint reconciliation_once         primary key (county, id),
    constraint reconciliation_county_known foreign key (county) references county (code)
);
create index reconciliation_latest on reconciliation (county, started);

create table reconciliation_difference (
    county  text    not null,
    run     text    not null,
    no      integer not null,
    case_id text    not null,
    kind    text    not null,
    code    text    not null,
    role    text    not null,
    unit    text    not null,
    found   text    not null, -- where the task lay instead; '' unless at the wrong seat
    person  text    not null default '',
    mended  boolean not null,
    constraint reconciliation_difference_once       primary key (county, run, no),
    constraint reconciliation_difference_kind_known check (kind in ('missing', 'superfluous', 'seat', 'content', 'projection', 'unclear')),
    constraint reconciliation_difference_run_known  foreign key (county, run) references reconciliation (county, id)
);

grant select, insert, update, delete on task_seat                 to jinchu_app;
grant select                         on task_seat_due             to jinchu_app;
grant select, insert, update         on reconciliation            to jinchu_app;
grant select, insert                 on reconciliation_difference to jinchu_app;
select open_to_auditor();
reset role;
