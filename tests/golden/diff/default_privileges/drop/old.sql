do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
create schema s;
create schema gone;
alter default privileges in schema s grant select, insert on tables to golden_reader;
alter default privileges in schema gone grant select, insert on tables to golden_reader;
alter default privileges revoke execute on functions from public;
