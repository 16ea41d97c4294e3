-- +goose Up
set local role jinchu_owner;

-- A document served on a person, or a try that failed. What proves it (witnesses, relation, number, who
-- helped and how the person was told) is sealed in one piece for every way, so that its being there says
-- nothing about anybody's health.
create table service (
    county        text        not null,
    id            text        not null,
    case_id       text        not null,
    step          bigint      not null,
    document      text        not null,
    addressee     text        not null,
    way           text        not null,
    day           date        not null,
    failed        boolean     not null,
    served        date,
    scan          text,
    sealed_detail bytea       not null,
    by            text        not null,
    role          text        not null,
    business_at   timestamptz not null,
    constraint service_once          primary key (county, id),
    constraint service_way_known     check (way in ('handed_over', 'refused_before_witnesses', 'adult_family', 'registered_mail', 'electronic', 'public_notice')),
    constraint service_or_failed     check (failed = (served is null)),
    constraint service_served_later  check (served >= day),
    constraint service_of_a_person   check (addressee <> ''),
    constraint service_step_known    foreign key (county, case_id, step) references step (county, case_id, seq),
    constraint service_scan_known    foreign key (county, scan) references upload (county, id)
);
create unique index service_starts_once on service (county, case_id, step) where not failed;
create index service_of_case on service (county, case_id, business_at);

-- Consent to electronic service, and its withdrawal: the last one holds.
create table service_consent (
    county      text        not null,
    case_id     text        not null,
    no          integer     not null,
    given       boolean     not null,
    day         date        not null,
    channel     text        not null,
    by          text        not null,
    role        text        not null,
    business_at timestamptz not null,
    constraint service_consent_in_order      primary key (county, case_id, no),
    constraint service_consent_channel_known check (channel in ('receipt_page')),
    constraint service_consent_case_known    foreign key (county, case_id) references case_file (county, id)
);

-- That somebody made no statement on a document, said by a named person.
create table no_statement (
    county      text        not null,
    case_id     text        not null,
    step        bigint      not null,
    by          text        not null,
    role        text        not null,
    sealed_note bytea       not null,
    business_at timestamptz not null,
    constraint no_statement_once       primary key (county, case_id, step),
    constraint no_statement_step_known foreign key (county, case_id, step) references step (county, case_id, seq)
);

-- An act entered from signed paper: who signed it when, who entered it when, and whether the signer stands by it.
create table paper (
    county            text        not null,
    id                text        not null,
    case_id           text        not null,
    seq               bigint      not null,
    act               text        not null,
    signer            text        not null,
    signer_role       text        not null,
    signed            date        not null,
    clerk             text        not null,
    clerk_role        text        not null,
    entered           timestamptz not null,
    scan              text        not null,
    state             text        not null default 'standing',
    sealed_contest    bytea,
    contested         timestamptz,
    settled_by        text,
    sealed_settlement bytea,
    settled           timestamptz,
    constraint paper_once                  primary key (county, id),
    constraint paper_of_one_step           unique (county, case_id, seq),
    constraint paper_state_known           check (state in ('standing', 'contested', 'upheld', 'struck')),
    constraint paper_clerk_is_not_signer   check (clerk <> signer),
    constraint paper_contested_with_reason check ((contested is null) = (sealed_contest is null)),
    constraint paper_settled_by_person     check ((state in ('upheld', 'struck')) = (settled_by is not null)),
    constraint paper_settled_by_another    check (settled_by <> clerk and settled_by <> signer),
    constraint paper_case_known            foreign key (county, case_id) references case_file (county, id),
    constraint paper_scan_known            foreign key (county, scan) references upload (county, id)
);

grant select, insert         on service, service_consent, no_statement to jinchu_app;
grant select, insert, update on paper                                  to jinchu_app;
select open_to_auditor();
reset role;
