-- +goose Up
-- Three roles for the whole cluster; databases beside this one may create them at the same moment.
-- +goose StatementBegin
do $$
declare
    wanted text;
begin
    foreach wanted in array array['jinchu_owner', 'jinchu_app', 'jinchu_auditor'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            begin
                execute format('create role %I nologin', wanted);
            exception when duplicate_object or unique_violation then
                null;
            end;
        end if;
        if not (select rolsuper from pg_roles where rolname = current_user) then
            begin
                execute format('grant %I to current_user', wanted);
            exception when insufficient_privilege or invalid_grant_operation then
                null;
            end;
        end if;
    end loop;
end $$;
-- +goose StatementEnd

revoke all on schema public from public;
grant usage, create on schema public to jinchu_owner;
grant usage on schema public to jinchu_app, jinchu_auditor;

set local role jinchu_owner;

-- The auditor reads everything that is neither sealed nor a secret; every migration calls this last.
-- +goose StatementBegin
create function open_to_auditor() returns void language plpgsql as $$
declare
    c record;
begin
    for c in
        select t.relname, a.attname
        from   pg_class t
        join   pg_attribute a on a.attrelid = t.oid
        where  t.relnamespace = 'public'::regnamespace
        and    t.relkind in ('r', 'v')
        and    t.relowner = 'jinchu_owner'::regrole
        and    a.attnum > 0
        and    not a.attisdropped
        and    a.attname !~ '^(sealed|secret)'
    loop
        execute format('grant select (%I) on %I to jinchu_auditor', c.attname, c.relname);
    end loop;
end $$;
-- +goose StatementEnd

revoke execute on function open_to_auditor() from public;
reset role;
