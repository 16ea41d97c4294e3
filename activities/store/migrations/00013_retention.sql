-- +goose Up
set local role jinchu_owner;

-- Sealed rows that came after the first classes of records: proofs of service, that nothing was said, why an entry
-- from paper was contested and how that was settled, why somebody is kept out of a case.
alter table retention_item drop constraint retention_item_what_known;
alter table retention_item add  constraint retention_item_what_known check (what in
    ('payload', 'application', 'decision', 'objection', 'accommodation', 'upload', 'service', 'no_statement', 'paper', 'recusal'));

-- They go with the run, once destroy_expired has held its list against the rules and two people stand for it.
-- +goose StatementBegin
create function destroy_sealed_rows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update service x
    set    sealed_detail = ''
    from   retention_item i
    where  i.county = new.county and i.run = new.run and i.what = 'service'
    and    x.county = i.county   and x.id = i.id;
    update no_statement x
    set    sealed_note = ''
    from   retention_item i
    where  i.county = new.county and i.run = new.run and i.what = 'no_statement'
    and    x.county = i.county   and x.case_id = i.case_id and x.step = i.no;
    update paper x
    set    sealed_contest    = case when x.sealed_contest    is null then null else ''::bytea end,
           sealed_settlement = case when x.sealed_settlement is null then null else ''::bytea end
    from   retention_item i
    where  i.county = new.county and i.run = new.run and i.what = 'paper'
    and    x.county = i.county   and x.id = i.id;
    update recusal x
    set    sealed_text = ''
    from   retention_item i
    where  i.county = new.county and i.run = new.run and i.what = 'recusal'
    and    x.county = i.county   and x.case_id = i.case_id and x.case_id || '/' || x.person = i.id;
    return null;
end $$;
-- +goose StatementEnd
create trigger retention_done_destroys after insert on retention_done for each row execute function destroy_sealed_rows();
reset role;
