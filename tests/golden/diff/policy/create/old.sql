do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
create table t (id int, a text);
insert into t values (1, 'x');
