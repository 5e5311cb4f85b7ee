do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
do $$ begin create role "golden Writer"; exception when duplicate_object then null; end $$;
create table t (id int, a int);
grant select, insert on t to golden_reader;
grant select on t to "golden Writer";
grant select (a) on t to golden_reader;
create function f(int) returns int language sql as 'select 1';
insert into t values (1);
