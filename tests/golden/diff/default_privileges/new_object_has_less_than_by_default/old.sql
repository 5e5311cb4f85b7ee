do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
create schema s;
alter default privileges in schema s grant select, insert on tables to golden_reader;
alter default privileges in schema s grant usage on sequences to golden_reader;
alter default privileges revoke execute on functions from public;
create view s.v as select 1 as a, 2 as b;
revoke all on s.v from golden_reader;
