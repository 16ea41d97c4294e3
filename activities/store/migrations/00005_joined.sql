-- +goose Up
set local role jinchu_owner;

alter table case_file add column unit text not null default '';

create table cycle (
    county text  not null,
    id     text  not null,
    title  text  not null,
    facts  jsonb not null default '{}',
    constraint cycle_once       primary key (county, id),
    constraint cycle_case_known foreign key (county, id) references case_file (county, id)
);

create table received (
    county      text        not null,
    id          text        not null,
    cycle       text        not null,
    what        text        not null,
    reference   text        not null,
    granted     boolean     not null,
    business_at timestamptz not null,
    constraint received_once        primary key (county, id),
    constraint received_cycle_known foreign key (county, cycle) references case_file (county, id)
);

create table accommodation (
    county         text        not null,
    id             text        not null,
    application    text        not null,
    sealed_request bytea       not null,
    state          text        not null default 'asked',
    sealed_answer  bytea,
    asked          timestamptz not null,
    decided_by     text,
    constraint accommodation_once              primary key (county, id),
    constraint accommodation_state_known       check (state in ('asked', 'granted', 'refused')),
    constraint accommodation_decided_by_person check ((state = 'asked') = (decided_by is null)),
    constraint accommodation_application_known foreign key (county, application) references application (county, id)
);
create index accommodation_of_application on accommodation (county, application);

-- Rulings count in the order they were given: a later one may name a place an earlier one made.
alter table ruling add column no integer;
alter table ruling add column kind text not null default 'value';
update ruling r
set    no = n.no
from   (select county, case_id, place, row_number() over (partition by county, case_id order by business_at, place) as no
        from   ruling) as n
where  r.county = n.county and r.case_id = n.case_id and r.place = n.place;
alter table ruling alter column no set not null;
alter table ruling drop constraint ruling_once_per_case;
alter table ruling add constraint ruling_in_order   primary key (county, case_id, no);
alter table ruling add constraint ruling_kind_known check (kind in ('value', 'override'));
create unique index ruling_once_per_case on ruling (county, case_id, kind, place) where place !~ '\[\+';

alter table objection add column verified boolean;
alter table objection add column affects  boolean;

create index step_event on step (county, event, case_id);

grant select, insert         on received             to jinchu_app;
grant select, insert, update on cycle, accommodation to jinchu_app;
select open_to_auditor();
reset role;
