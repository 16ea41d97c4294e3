-- +goose Up
set local role jinchu_owner;

-- A decision that several people take, laid out when it begins: the route and what it has come to.
create table route (
    county   text    not null,
    case_id  text    not null,
    no       integer not null,
    decision text    not null,
    layout   jsonb   not null,
    state    jsonb   not null,
    status   text    not null,
    digest   text    not null, -- of what is decided about, as it was submitted last
    constraint route_once         primary key (county, case_id, no),
    constraint route_status_known check (status in ('open', 'returned', 'agreed', 'refused', 'withdrawn', 'void')),
    constraint route_case_known   foreign key (county, case_id) references case_file (county, id)
);

-- Who is kept out of a case 回避. One per person: a second ground changes nothing.
create table recusal (
    county      text        not null,
    case_id     text        not null,
    person      text        not null,
    ground      text        not null,
    sealed_text bytea       not null,
    declared_by text        not null,
    business_at timestamptz not null,
    constraint recusal_once         primary key (county, case_id, person),
    constraint recusal_ground_known check (ground in ('kin', 'interest', 'other')),
    constraint recusal_case_known   foreign key (county, case_id) references case_file (county, id),
    constraint recusal_person_known foreign key (county, person) references person (county, id)
);

-- Help from elsewhere for one case 借调、外请: named by one, confirmed by another.
create table helper (
    county       text not null,
    case_id      text not null,
    person       text not null,
    role         text not null,
    unit         text not null,
    valid_to     date not null,
    named_by     text not null,
    confirmed_by text,
    constraint helper_once               primary key (county, case_id, person, role),
    constraint helper_confirmed_by_third check (confirmed_by <> named_by and confirmed_by <> person),
    constraint helper_not_by_oneself     check (named_by <> person),
    constraint helper_case_known         foreign key (county, case_id) references case_file (county, id),
    constraint helper_person_known       foreign key (county, person) references person (county, id)
);

-- A task may be for several people by name, and not for some who hold its role.
alter table task add column except_people jsonb not null default '[]';
drop index task_open_once;
create unique index task_open_once on task (county, case_id, code, role, unit, coalesce(person, '')) where closed is null;
create index task_of_person on task (county, person, opened) where closed is null and person is not null;

grant select, insert, update on route, helper to jinchu_app;
grant select, insert         on recusal       to jinchu_app;
select open_to_auditor();
reset role;
