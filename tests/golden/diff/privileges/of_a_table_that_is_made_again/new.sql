do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
create table t (id int, a int, b int) partition by range (id);
grant select on t to golden_reader;
grant update (a), update (b) on t to golden_reader;
create view v as select id from t;
grant select on v to golden_reader;
