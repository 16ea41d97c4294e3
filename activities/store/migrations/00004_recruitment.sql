-- +goose Up
set local role jinchu_owner;

create table holder (
    county          text    not null,
    id              text    not null,
    unit            text    not null,
    category        integer not null,
    grade           integer not null,
    sealed_personal bytea   not null,
    secret_index    bytea   not null,
    constraint holder_once           primary key (county, id),
    constraint holder_number_once    unique (county, secret_index),
    constraint holder_category_known check (category between 1 and 7),
    constraint holder_grade_known    check (grade between 1 and 4),
    constraint holder_county_known   foreign key (county) references county (code)
);
create index holder_of_unit on holder (county, unit);

create table ruling (
    county      text        not null,
    case_id     text        not null,
    place       text        not null,
    value       jsonb       not null,
    by          text        not null,
    role        text        not null,
    reason      text        not null,
    invented    boolean     not null default false,
    business_at timestamptz not null,
    constraint ruling_once_per_case primary key (county, case_id, place),
    constraint ruling_has_reason    check (reason <> ''),
    constraint ruling_case_known    foreign key (county, case_id) references case_file (county, id)
);

create table post (
    county    text    not null,
    id        text    not null,
    cycle     text    not null,
    code      text    not null,
    name      text    not null,
    unit      text    not null,
    class     text    not null,
    headcount integer not null,
    facts     jsonb   not null default '{}',
    constraint post_once             primary key (county, id),
    constraint post_code_once        unique (county, cycle, code),
    constraint post_headcount_counts check (headcount >= 0),
    constraint post_cycle_known      foreign key (county, cycle) references case_file (county, id)
);

create table application (
    county          text        not null,
    id              text        not null,
    cycle           text        not null,
    ticket          text,
    path            text        not null,
    post            text,
    sealed_personal bytea       not null,
    secret_index    bytea       not null,
    received        timestamptz not null,
    constraint application_once                  primary key (county, id),
    constraint application_one_per_person_cycle  unique (county, cycle, secret_index),
    constraint application_ticket_once           unique (county, cycle, ticket),
    constraint application_case_known            foreign key (county, id)    references case_file (county, id),
    constraint application_cycle_known           foreign key (county, cycle) references case_file (county, id),
    constraint application_post_known            foreign key (county, post)  references post (county, id)
);

create table verdict (
    county      text   not null,
    application text   not null,
    stage       integer not null,
    no          bigint not null,
    verdict     text   not null,
    reasons     jsonb  not null,
    constraint verdict_once              primary key (county, application, stage, no),
    constraint verdict_known             check (verdict in ('yes', 'no', 'cannot_tell')),
    constraint verdict_application_known foreign key (county, application) references application (county, id)
);

create table score (
    county      text        not null,
    application text        not null,
    part        text        not null,
    examiner    text        not null,
    no          integer     not null,
    value       numeric,
    absent      boolean     not null default false,
    keyed_by    text        not null,
    keyed_at    timestamptz not null default now(),
    replaced    boolean     not null default false,
    reason      text        not null default '',
    constraint score_once              primary key (county, application, part, examiner, no),
    constraint score_or_absent         check (absent = (value is null)),
    constraint score_not_negative      check (value >= 0),
    constraint score_correction_reason check (no = 1 or reason <> ''),
    constraint score_application_known foreign key (county, application) references application (county, id)
);
create unique index score_one_in_force on score (county, application, part, examiner) where not replaced;

create table standing (
    county      text    not null,
    application text    not null,
    stage       integer not null,
    total       numeric,
    rank        integer,
    place       text    not null default '',
    arithmetic  jsonb   not null default '[]',
    constraint standing_once              primary key (county, application, stage),
    constraint standing_application_known foreign key (county, application) references application (county, id)
);

create table decision (
    county        text   not null,
    id            text   not null,
    case_id       text   not null,
    seq           bigint not null,
    kind          text   not null,
    about         text,
    by            text   not null,
    role          text   not null,
    sealed_reason bytea  not null,
    business_date date   not null,
    constraint decision_once       primary key (county, id),
    constraint decision_case_known foreign key (county, case_id) references case_file (county, id)
);
create index decision_of_case on decision (county, case_id, seq);

create table objection (
    county          text        not null,
    id              text        not null,
    cycle           text        not null,
    application     text,
    sealed_personal bytea       not null,
    received        timestamptz not null,
    verdict         text,
    decided_by      text,
    constraint objection_once              primary key (county, id),
    constraint objection_verdict_known     check (verdict in ('upheld', 'rejected')),
    constraint objection_decided_by_person check ((verdict is null) = (decided_by is null)),
    constraint objection_cycle_known       foreign key (county, cycle) references case_file (county, id),
    constraint objection_application_known foreign key (county, application) references application (county, id)
);

create table contract (
    county        text  not null,
    id            text  not null,
    application   text  not null,
    post          text  not null,
    valid_from    date  not null,
    valid_to      date,
    probation_to  date,
    person_signed date,
    county_signed date,
    facts         jsonb not null default '{}',
    constraint contract_once                primary key (county, id),
    constraint contract_one_per_application unique (county, application),
    constraint contract_dates_order         check (valid_to is null or valid_to > valid_from),
    constraint contract_probation_inside    check (probation_to is null or valid_to is null or probation_to <= valid_to),
    constraint contract_application_known   foreign key (county, application) references application (county, id),
    constraint contract_post_known          foreign key (county, post) references post (county, id)
);

create table notice (
    county    text        not null,
    id        text        not null,
    case_id   text        not null,
    kind      text        not null,
    text      text        not null,
    digest    text        not null,
    published timestamptz not null,
    ends      timestamptz,
    constraint notice_once       primary key (county, id),
    constraint notice_case_known foreign key (county, case_id) references case_file (county, id)
);

create table upload (
    county      text        not null,
    id          text        not null,
    case_id     text,
    sealed_name bytea       not null,
    size        bigint      not null,
    digest      bytea       not null,
    by          text        not null,
    created     timestamptz not null default now(),
    constraint upload_once         primary key (county, id),
    constraint upload_county_known foreign key (county) references county (code)
);

create table upload_chunk (
    county       text    not null,
    upload       text    not null,
    no           integer not null,
    sealed_bytes bytea   not null,
    constraint upload_chunk_once  primary key (county, upload, no),
    constraint upload_chunk_known foreign key (county, upload) references upload (county, id) on delete cascade
);

grant select, insert                 on ruling, decision, verdict, notice                         to jinchu_app;
grant select, insert, update         on post, application, score, objection, contract, holder     to jinchu_app;
grant select, insert, update, delete on standing, upload, upload_chunk                            to jinchu_app;
select open_to_auditor();
reset role;
