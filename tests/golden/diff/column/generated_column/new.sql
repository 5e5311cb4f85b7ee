create table t (a int, b int default 5, c int generated always as (a * 4) stored);
alter table t add d int generated always as (a * 5) stored;
