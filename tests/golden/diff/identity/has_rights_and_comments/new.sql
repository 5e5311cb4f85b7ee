do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
create table t (a int generated always as identity);
grant usage on sequence t_a_seq to golden_reader;
comment on sequence t_a_seq is 'one by one';
