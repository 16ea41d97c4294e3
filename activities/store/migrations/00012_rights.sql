-- +goose Up
set local role jinchu_owner;

-- A number that grows with every change of what decisions rest on: areas, roles, accounts, policy. Every program
-- keeps what it has read beside this number, and whoever decides looks at it again.
create table rights (
    county text   not null,
    epoch  bigint not null,
    constraint rights_once         primary key (county),
    constraint rights_county_known foreign key (county) references county (code)
);
insert into rights (county, epoch) select code, 1 from county;

-- What changed at which number, so that a program reads that alone.
create table rights_change (
    county text   not null,
    epoch  bigint not null,
    what   text   not null,
    person text   not null default '', -- of what = 'person'
    constraint rights_change_once         primary key (county, epoch, what, person),
    constraint rights_change_what_known   check (what in ('person', 'everybody', 'areas', 'policy')),
    constraint rights_change_county_known foreign key (county) references county (code)
);

-- The lines that say who may do what, by version, and who changed which into which.
create table policy_text (
    county  text not null,
    version text not null, -- first 16 hexadecimal digits of the text's SHA-256
    text    text not null,
    constraint policy_text_once         primary key (county, version),
    constraint policy_text_county_known foreign key (county) references county (code)
);

create table policy_change (
    county       text        not null,
    no           bigint      not null,
    version      text        not null,
    base         text        not null, -- version in force when it was proposed; '' at the founding
    reason       text        not null,
    proposed_by  text,                 -- null at the founding
    proposed_at  timestamptz not null,
    confirmed_by text,                 -- null with in_force set: the founding, when there was nobody
    in_force     timestamptz,          -- from when on it decides, business time; null while it waits
    turn         bigint,               -- the highest is in force
    dropped_by   text,                 -- who said that it shall not come into force; null: nobody
    constraint policy_change_once            primary key (county, no),
    constraint policy_change_text_known      foreign key (county, version)      references policy_text (county, version),
    constraint policy_change_proposer_known  foreign key (county, proposed_by)  references person (county, id),
    constraint policy_change_confirmer_known foreign key (county, confirmed_by) references person (county, id),
    constraint policy_change_dropper_known   foreign key (county, dropped_by)   references person (county, id),
    constraint policy_change_dropped_never   check (dropped_by is null or in_force is null),
    constraint policy_change_by_two          check (confirmed_by <> proposed_by),
    constraint policy_change_has_reason      check (reason <> ''),
    constraint policy_change_turn_once       unique (county, turn),
    constraint policy_change_turn_in_force   check ((turn is null) = (in_force is null)),
    constraint policy_change_by_somebody     check (proposed_by is not null or base = ''),
    constraint policy_change_confirmed_first check (in_force is null or confirmed_by is not null or base = '')
);
create unique index policy_change_waits_once on policy_change (county, version, base) where in_force is null and dropped_by is null;

-- Whoever decides holds this lock shared, whoever changes rights holds it alone until the change is seen: so no
-- decision is made by what was changed before it. The lock is fair, a change waits for nobody who came later.
-- +goose StatementBegin
create function change_rights(of_county text) returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare
    grown bigint;
begin
    perform pg_advisory_xact_lock(hashtextextended('jinchu rights', 0));
    insert into rights (county, epoch) values (of_county, 1)
    on conflict on constraint rights_once do update set epoch = rights.epoch + 1
    returning epoch into grown;
    perform pg_notify('jinchu_rights', grown::text);
    return grown;
end $$;

create function assignment_changes_rights() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    one   record;
    grown bigint;
begin
    for one in select county, count(distinct person) as people from changed group by county loop
        grown := change_rights(one.county);
        if one.people > 500 then
            insert into rights_change (county, epoch, what) values (one.county, grown, 'everybody');
        else
            insert into rights_change (county, epoch, what, person)
            select distinct one.county, grown, 'person', person from changed where county = one.county;
        end if;
    end loop;
    return null;
end $$;

create function account_changes_rights() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into rights_change (county, epoch, what, person) values (new.county, change_rights(new.county), 'person', new.id);
    return null;
end $$;

create function areas_change_rights() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    one record;
begin
    for one in select distinct county from changed loop
        insert into rights_change (county, epoch, what) values (one.county, change_rights(one.county), 'areas');
    end loop;
    return null;
end $$;

create function policy_changes_rights() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into rights_change (county, epoch, what) values (new.county, change_rights(new.county), 'policy');
    return null;
end $$;

-- A version that decided stays what it was, and a change that was confirmed stays confirmed.
create function keep_policy() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.in_force is null and old.dropped_by is null
       and (new.county, new.no, new.version, new.base, new.reason, new.proposed_by, new.proposed_at)
           is not distinct from (old.county, old.no, old.version, old.base, old.reason, old.proposed_by, old.proposed_at) then
        return new;
    end if;
    raise exception 'a policy stays' using errcode = 'restrict_violation', constraint = 'policy_stays';
end $$;

create function keep_policy_text() returns trigger language plpgsql as $$
begin
    raise exception 'a policy stays' using errcode = 'restrict_violation', constraint = 'policy_stays';
end $$;
-- +goose StatementEnd

create trigger assignment_given   after insert on assignment referencing new table as changed for each statement execute function assignment_changes_rights();
create trigger assignment_changed after update on assignment referencing new table as changed for each statement execute function assignment_changes_rights();
create trigger assignment_gone    after delete on assignment referencing old table as changed for each statement execute function assignment_changes_rights();
create trigger account_shut       after update on person for each row when (old.disabled is distinct from new.disabled) execute function account_changes_rights();
create trigger unit_made          after insert on unit referencing new table as changed for each statement execute function areas_change_rights();
create trigger unit_changed       after update on unit referencing new table as changed for each statement execute function areas_change_rights();
create trigger unit_gone          after delete on unit referencing old table as changed for each statement execute function areas_change_rights();
create trigger policy_begun       after insert on policy_change for each row when (new.in_force is not null) execute function policy_changes_rights();
create trigger policy_confirmed   after update on policy_change for each row when (new.in_force is not null) execute function policy_changes_rights();
create trigger policy_change_stays before update or delete on policy_change for each row execute function keep_policy();
create trigger policy_text_stays   before update or delete on policy_text   for each row execute function keep_policy_text();

-- A role that is taken back on its first day, or before, was held on no day.
alter table assignment drop constraint assignment_dates_order;
alter table assignment add  constraint assignment_dates_order check (valid_to is null or valid_to >= valid_from);

-- Lists are read by area.
create index case_file_by_unit on case_file (county, kind, unit, id);

revoke execute on function change_rights(text) from public;
grant select         on rights, rights_change      to jinchu_app;
grant select, insert on policy_text, policy_change to jinchu_app;
grant update (confirmed_by, in_force, turn, dropped_by) on policy_change to jinchu_app;
select open_to_auditor();
reset role;
