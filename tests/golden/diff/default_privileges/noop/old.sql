do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
alter default privileges revoke execute on functions from public;
alter default privileges in schema public grant select, insert on tables to golden_reader;
