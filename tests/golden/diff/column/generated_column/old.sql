create table t (a int, d int, b int generated always as (a * 2) stored, c int generated always as (a * 3) stored);
insert into t values (1);
