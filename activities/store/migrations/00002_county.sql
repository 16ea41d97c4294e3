-- +goose Up
set local role jinchu_owner;

create table county (
    code text not null,
    name text not null,
    constraint county_once        primary key (code),
    constraint county_code_digits check (code ~ '^[0-9]{12}$')
);

create table realm (
    county           text        not null,
    id               text        not null,
    kind             text        not null,
    business_now     timestamptz,
    secret_key_check bytea       not null,
    created          timestamptz not null default now(),
    single           boolean     not null default true,
    constraint realm_once                   primary key (county, id),
    constraint realm_one_per_database       unique (single),
    constraint realm_single_row             check (single),
    constraint realm_kind_known             check (kind in ('production', 'rehearsal')),
    constraint realm_clock_in_rehearsal     check ((kind = 'rehearsal') = (business_now is not null)),
    constraint realm_county_known           foreign key (county) references county (code)
);

-- +goose StatementBegin
create function keep_realm() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'a realm stays' using errcode = 'restrict_violation', constraint = 'realm_stays';
    end if;
    if (new.county, new.id, new.kind, new.created, new.secret_key_check)
       is distinct from (old.county, old.id, old.kind, old.created, old.secret_key_check) then
        raise exception 'a realm keeps its kind' using errcode = 'restrict_violation', constraint = 'realm_keeps_kind';
    end if;
    if new.business_now < old.business_now then
        raise exception 'the business clock goes forward' using errcode = 'restrict_violation', constraint = 'realm_clock_forward';
    end if;
    return new;
end $$;
-- +goose StatementEnd
create trigger realm_stays before update or delete on realm for each row execute function keep_realm();

create table unit (
    county      text  not null,
    code        text  not null,
    valid_from  date  not null,
    valid_to    date,
    name        text  not null,
    level       text  not null,
    parent      text,
    predecessor text,
    facts       jsonb not null default '{}',
    constraint unit_once         primary key (county, code, valid_from),
    constraint unit_code_digits  check (code ~ '^[0-9]{12}$'),
    constraint unit_dates_order  check (valid_to is null or valid_to > valid_from),
    constraint unit_county_known foreign key (county) references county (code)
);
create unique index unit_one_version_now on unit (county, code) where valid_to is null;
create index unit_children on unit (county, parent);

create table person (
    county          text        not null,
    id              text        not null,
    sign_in         text        not null,
    name            text        not null,
    secret_password text,
    disabled        timestamptz,
    created         timestamptz not null default now(),
    constraint person_once         primary key (county, id),
    constraint person_sign_in_once unique (county, sign_in),
    constraint person_county_known foreign key (county) references county (code)
);

create table assignment (
    county     text not null,
    id         text not null,
    person     text not null,
    role       text not null,
    unit       text not null,
    valid_from date not null,
    valid_to   date,
    acting_for text,
    constraint assignment_once             primary key (county, id),
    constraint assignment_dates_order      check (valid_to is null or valid_to > valid_from),
    constraint assignment_not_for_oneself  check (acting_for <> person),
    constraint assignment_person_known     foreign key (county, person) references person (county, id),
    constraint assignment_acting_for_known foreign key (county, acting_for) references person (county, id)
);
create unique index assignment_held_once on assignment (county, person, role, unit, coalesce(acting_for, '')) where valid_to is null;

create table session (
    county       text        not null,
    secret_token bytea       not null,
    person       text        not null,
    created      timestamptz not null default now(),
    expires      timestamptz not null,
    constraint session_once         primary key (county, secret_token),
    constraint session_person_known foreign key (county, person) references person (county, id)
);
create index session_of_person on session (county, person);

create table setup_link (
    county       text        not null,
    secret_token bytea       not null,
    expires      timestamptz not null,
    used         timestamptz,
    constraint setup_link_once         primary key (county, secret_token),
    constraint setup_link_county_known foreign key (county) references county (code)
);

create table regulation (
    county  text        not null,
    id      text        not null,
    version integer     not null,
    text    text        not null,
    digest  text        not null,
    status  text        not null,
    by      text        not null,
    created timestamptz not null default now(),
    constraint regulation_once          primary key (county, id, version),
    constraint regulation_version_count check (version > 0),
    constraint regulation_status_known  check (status in ('draft', 'adopted', 'withdrawn')),
    constraint regulation_county_known  foreign key (county) references county (code)
);

create table calendar (
    county  text        not null,
    version text        not null,
    data    jsonb       not null,
    by      text        not null,
    created timestamptz not null default now(),
    constraint calendar_once         primary key (county, version),
    constraint calendar_county_known foreign key (county) references county (code)
);

grant select, insert                 on county, regulation, calendar, realm to jinchu_app;
grant update (business_now)          on realm                               to jinchu_app;
grant update (status)                on regulation                          to jinchu_app;
grant select, insert, update         on unit, person, assignment            to jinchu_app;
grant select, insert, update, delete on session, setup_link                 to jinchu_app;
select open_to_auditor();
reset role;
