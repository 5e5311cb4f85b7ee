do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
create table t (a int generated always as identity);
insert into t default values;
