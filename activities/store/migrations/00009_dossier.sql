-- +goose Up
set local role jinchu_owner;

-- The county's chain over the heads of all others, a link a day.
create table anchor (
    county   text        not null,
    no       bigint      not null,
    day      date        not null,
    wall_at  timestamptz not null,
    previous bytea       not null,
    count    bigint      not null,
    root     bytea       not null,
    hash     bytea       not null,
    constraint anchor_once         primary key (county, no),
    constraint anchor_county_known foreign key (county) references county (code)
);

create table anchor_head (
    county  text   not null,
    anchor  bigint not null,
    case_id text   not null,
    no      bigint not null,
    head    bytea  not null,
    constraint anchor_head_once  primary key (county, anchor, case_id),
    constraint anchor_head_known foreign key (county, anchor) references anchor (county, no)
);
create index anchor_head_of_case on anchor_head (county, case_id, no);

-- Public keys this county has signed with; old ones stay, since old dossiers do.
create table county_key (
    county      text        not null,
    fingerprint text        not null,
    algorithm   text        not null,
    pem         text        not null,
    first_used  timestamptz not null default now(),
    constraint county_key_once         primary key (county, fingerprint),
    constraint county_key_county_known foreign key (county) references county (code)
);

-- For how many years a class of records is kept: what the county ruled, with the approval it rests on.
create table retention_rule (
    county   text    not null,
    class    text    not null,
    no       integer not null,
    years    integer not null,
    approval text    not null,
    by       text    not null,
    role     text    not null,
    ruled    date    not null,
    constraint retention_rule_in_order     primary key (county, class, no),
    constraint retention_rule_years_count  check (years >= 0),
    constraint retention_rule_has_approval check (approval <> ''),
    constraint retention_rule_county_known foreign key (county) references county (code)
);

-- A run that destroys what has expired: proposed by one person with its whole list, confirmed by another.
create table retention_run (
    county   text        not null,
    no       bigint      not null,
    proposed date        not null,
    by       text        not null,
    role     text        not null,
    items    bigint      not null,
    digest   bytea       not null,
    wall_at  timestamptz not null default now(),
    constraint retention_run_once         primary key (county, no),
    constraint retention_run_person_known foreign key (county, by) references person (county, id)
);

create table retention_item (
    county  text   not null,
    run     bigint not null,
    class   text   not null,
    what    text   not null,
    case_id text   not null,
    id      text   not null, -- of the row; of a payload the case
    no      bigint not null, -- of a payload; else 0
    since   date   not null, -- from when its years are counted
    constraint retention_item_once       primary key (county, run, what, id, no),
    constraint retention_item_what_known check (what in ('payload', 'application', 'decision', 'objection', 'accommodation', 'upload')),
    constraint retention_item_run_known  foreign key (county, run) references retention_run (county, no)
);
create index retention_item_of_case on retention_item (county, case_id, no) where what = 'payload';

create table retention_done (
    county    text        not null,
    run       bigint      not null,
    by        text        not null,
    role      text        not null,
    confirmed date        not null,
    wall_at   timestamptz not null default now(),
    constraint retention_done_once         primary key (county, run),
    constraint retention_done_run_known    foreign key (county, run) references retention_run (county, no),
    constraint retention_done_person_known foreign key (county, by) references person (county, id)
);

-- +goose StatementBegin
create function retention_digest(of_county text, of_run bigint) returns bytea language sql stable as $$
    select sha256(convert_to(coalesce(string_agg(concat_ws(' ', class, what, case_id, id, no, since), e'\n'
                  order by what collate "C", id collate "C", no), ''), 'UTF8'))
    from   retention_item
    where  county = of_county
    and    run    = of_run
$$;
-- +goose StatementEnd

-- The one way in which the application destroys anything: a run that somebody else proposed, to the letter of
-- its list, of cases in which nothing has happened since, and whose years under the county's rule are over.
-- +goose StatementBegin
create function destroy_expired(of_county text, of_run bigint, person text, person_role text, today date)
returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare
    proposer text;
    listed   bigint;
    sealed   bytea;
begin
    select x.by, x.items, x.digest into proposer, listed, sealed
    from   retention_run x where x.county = of_county and x.no = of_run for update;
    if not found then
        raise exception 'no such run' using errcode = 'foreign_key_violation', constraint = 'retention_done_run_known';
    end if;
    if proposer = person then
        raise exception 'by two' using errcode = 'check_violation', constraint = 'retention_by_two';
    end if;
    if listed <> (select count(*) from retention_item i where i.county = of_county and i.run = of_run)
       or sealed <> retention_digest(of_county, of_run) then
        raise exception 'the list' using errcode = 'check_violation', constraint = 'retention_list_as_proposed';
    end if;
    if today > (select (coalesce(business_now, clock_timestamp()) at time zone 'Asia/Shanghai')::date from realm where county = of_county)
       or exists (select
                  from   retention_item i
                  where  i.county = of_county
                  and    i.run    = of_run
                  and    not coalesce(i.since + make_interval(years => (
                             select k.years from retention_rule k
                             where  k.county = i.county and k.class = i.class
                             order  by k.no desc limit 1)) <= today, false))
       or exists (select
                  from   retention_item i
                  join   case_file      c on c.county = i.county and c.id = i.case_id
                  join   step           s on s.county = i.county and s.case_id in (c.id, c.parent)
                  where  i.county = of_county
                  and    i.run    = of_run
                  and    (s.business_at at time zone 'Asia/Shanghai')::date > i.since) then
        raise exception 'not expired' using errcode = 'check_violation', constraint = 'retention_expired';
    end if;
    insert into retention_done (county, run, by, role, confirmed) values (of_county, of_run, person, person_role, today);

    update command d
    set    sealed_body = ''
    from   retention_item i
    join   audit a on a.county = i.county and a.case_id = i.case_id and a.no  = i.no
    join   step  s on s.county = i.county and s.case_id = i.case_id and s.seq = a.seq
    where  i.county = of_county and i.run = of_run and i.what = 'payload'
    and    d.county = i.county  and d.key = s.command;
    update command d
    set    sealed_body = ''
    from   retention_item i
    where  i.county = of_county and i.run = of_run and i.what = 'application'
    and    d.county = i.county  and d.case_id = i.case_id and d.state = 'refused';
    update outbox o
    set    sealed_recipient = ''
    from   retention_item i
    where  i.county = of_county and i.run = of_run and i.what in ('payload', 'application')
    and    o.county = i.county  and o.case_id = i.case_id and (o.sent is not null or o.failed is not null);
    delete from audit_payload p using retention_item i
    where  i.county = of_county and i.run = of_run and i.what = 'payload'
    and    p.county = i.county  and p.case_id = i.case_id and p.no = i.no;
    update application x
    set    sealed_personal = '', secret_index = sha256(convert_to('destroyed ' || x.id, 'UTF8'))
    from   retention_item i
    where  i.county = of_county and i.run = of_run and i.what = 'application'
    and    x.county = i.county  and x.id = i.id;
    update decision x
    set    sealed_reason = ''
    from   retention_item i
    where  i.county = of_county and i.run = of_run and i.what = 'decision'
    and    x.county = i.county  and x.id = i.id;
    update objection x
    set    sealed_personal = ''
    from   retention_item i
    where  i.county = of_county and i.run = of_run and i.what = 'objection'
    and    x.county = i.county  and x.id = i.id;
    update accommodation x
    set    sealed_request = '', sealed_answer = case when x.sealed_answer is null then null else ''::bytea end
    from   retention_item i
    where  i.county = of_county and i.run = of_run and i.what = 'accommodation'
    and    x.county = i.county  and x.id = i.id;
    delete from upload_chunk k using retention_item i
    where  i.county = of_county and i.run = of_run and i.what = 'upload'
    and    k.county = i.county  and k.upload = i.id;
    update upload x
    set    sealed_name = '', size = 0
    from   retention_item i
    where  i.county = of_county and i.run = of_run and i.what = 'upload'
    and    x.county = i.county  and x.id = i.id;
    return listed;
end $$;
-- +goose StatementEnd
revoke execute on function destroy_expired(text, bigint, text, text, date) from public;
grant  execute on function destroy_expired(text, bigint, text, text, date) to jinchu_app;

grant select, insert on anchor, anchor_head, county_key, retention_rule, retention_run, retention_item to jinchu_app;
grant select         on retention_done                                                                 to jinchu_app;
select open_to_auditor();
reset role;
