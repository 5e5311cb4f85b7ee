do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
create schema s;
alter default privileges in schema s grant select, insert on tables to golden_reader;
alter default privileges grant select on tables to golden_reader with grant option;
