-- +goose Up
set local role jinchu_owner;

-- A role is proposed by one person and confirmed by another; until then it waits and gives no right.
alter table assignment
    add column waits        boolean not null default false,
    add column proposed_by  text,
    add column confirmed_by text,
    add constraint assignment_proposer_known     foreign key (county, proposed_by)  references person (county, id),
    add constraint assignment_confirmer_known    foreign key (county, confirmed_by) references person (county, id),
    add constraint assignment_not_by_oneself     check (proposed_by <> person),
    add constraint assignment_confirmed_by_third check (confirmed_by <> person and confirmed_by <> proposed_by),
    add constraint assignment_waits_unconfirmed  check (not waits or confirmed_by is null);
create index assignment_waiting on assignment (county, id) where waits;

alter table regulation add column title text not null default '';

-- What was answered under an idempotency key; never personal data.
create table answered (
    county text        not null,
    actor  text        not null,
    key    text        not null,
    digest bytea       not null,
    answer json        not null default 'null', -- as it was given, to the byte
    made   timestamptz not null default now(),
    constraint answered_once         primary key (county, actor, key),
    constraint answered_county_known foreign key (county) references county (code)
);

grant select, insert, update on answered to jinchu_app;
select open_to_auditor();
reset role;
