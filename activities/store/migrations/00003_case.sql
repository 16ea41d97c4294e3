-- +goose Up
set local role jinchu_owner;

create table case_file (
    county             text        not null,
    id                 text        not null,
    kind               text        not null,
    parent             text,
    state              text        not null,
    stage              integer     not null default 0,
    seq                bigint      not null default 0,
    regulation         text        not null default '',
    regulation_version integer     not null default 0,
    policy_version     text        not null default '',
    calendar_version   text        not null default '',
    audit_no           bigint      not null default 0,
    audit_head         bytea       not null default '',
    created            timestamptz not null,
    constraint case_file_once         primary key (county, id),
    constraint case_file_county_known foreign key (county) references county (code),
    constraint case_file_parent_known foreign key (county, parent) references case_file (county, id),
    constraint case_file_seq_counts   check (seq >= 0)
);
create index case_file_by_kind   on case_file (county, kind, state, id);
create index case_file_by_parent on case_file (county, parent, id);

create table step (
    county      text        not null,
    case_id     text        not null,
    seq         bigint      not null,
    event       text        not null,
    state       text        not null,
    stage       integer     not null,
    opens       jsonb       not null default '[]',
    meets       jsonb       not null default '[]',
    command     text,
    business_at timestamptz not null,
    constraint step_once       primary key (county, case_id, seq),
    constraint step_case_known foreign key (county, case_id) references case_file (county, id)
);

create table command (
    county       text        not null,
    key          text        not null,
    case_id      text        not null,
    kind         text        not null,
    parent       text,
    seen         bigint      not null,
    actor        text        not null,
    role         text        not null,
    unit         text        not null,
    act          text        not null,
    digest       bytea       not null,
    sealed_body  bytea       not null,
    state        text        not null default 'open',
    result       json, -- as it was answered, to the byte
    opened       timestamptz not null default now(),
    acknowledged timestamptz,
    constraint command_once         primary key (county, key),
    constraint command_state_known  check (state in ('open', 'done', 'refused')),
    constraint command_has_result   check ((state = 'open') = (result is null)),
    constraint command_county_known foreign key (county) references county (code)
);
create index command_unacknowledged on command (county, opened) where acknowledged is null;

create table deadline (
    county   text        not null,
    case_id  text        not null,
    name     text        not null,
    opened   bigint      not null,
    due      timestamptz not null,
    calendar text        not null,
    state    text        not null default 'open',
    constraint deadline_once        primary key (county, case_id, name, opened),
    constraint deadline_state_known check (state in ('open', 'met', 'cancelled')),
    constraint deadline_case_known  foreign key (county, case_id) references case_file (county, id)
);
create unique index deadline_open_once on deadline (county, case_id, name) where state = 'open';
create index deadline_next on deadline (county, due) where state = 'open';

create table task (
    county  text        not null,
    id      text        not null,
    case_id text        not null,
    code    text        not null,
    role    text        not null,
    unit    text        not null,
    person  text,
    due     timestamptz,
    facts   jsonb       not null default '{}',
    opened  timestamptz not null,
    closed  timestamptz,
    constraint task_once       primary key (county, id),
    constraint task_case_known foreign key (county, case_id) references case_file (county, id)
);
create unique index task_open_once on task (county, case_id, code, role, unit) where closed is null;
create index task_inbox on task (county, role, unit, opened) where closed is null;

create table outbox (
    county           text        not null,
    id               text        not null,
    case_id          text        not null,
    kind             text        not null,
    sealed_recipient bytea       not null,
    facts            jsonb       not null default '{}',
    attempts         integer     not null default 0,
    next             timestamptz not null default now(),
    sent             timestamptz,
    failed           text,
    constraint outbox_once       primary key (county, id),
    constraint outbox_case_known foreign key (county, case_id) references case_file (county, id)
);
create index outbox_due on outbox (county, next) where sent is null and failed is null;

create table audit (
    county         text        not null,
    case_id        text        not null,
    no             bigint      not null,
    seq            bigint      not null,
    event          text        not null,
    actor          text        not null,
    role           text        not null,
    business_at    timestamptz not null,
    wall_at        timestamptz not null,
    payload_digest bytea       not null,
    previous       bytea       not null,
    hash           bytea       not null,
    constraint audit_once       primary key (county, case_id, no),
    constraint audit_case_known foreign key (county, case_id) references case_file (county, id)
);

create table audit_payload (
    county         text   not null,
    case_id        text   not null,
    no             bigint not null,
    sealed_payload bytea  not null,
    secret_salt    bytea  not null,
    constraint audit_payload_once  primary key (county, case_id, no),
    constraint audit_payload_known foreign key (county, case_id, no) references audit (county, case_id, no)
);

grant select, insert         on step, audit, audit_payload               to jinchu_app;
grant select, insert, update on case_file, command, deadline, task, outbox to jinchu_app;
select open_to_auditor();
reset role;
