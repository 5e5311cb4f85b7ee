do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
alter default privileges in schema public grant insert on tables to golden_reader;
alter default privileges in schema public grant select on tables to golden_reader;
alter default privileges revoke execute on functions from public;
