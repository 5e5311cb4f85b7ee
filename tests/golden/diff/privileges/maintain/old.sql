-- since 17: MAINTAIN
do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
create table t (a int);
create table u (a int);
create materialized view m as select 1 as a;
grant maintain on t to golden_reader;
insert into t values (1);
insert into u values (1);
