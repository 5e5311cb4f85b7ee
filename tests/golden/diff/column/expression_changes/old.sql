-- since 17: SET EXPRESSION
create function public.twice(int) returns int language sql immutable return $1 * 2;
create table t (a int not null, b int generated always as (public.twice(a)) stored, c int generated always as (a + 1) stored);
create index t_b on t (b);
create view v as select b from t;
insert into t (a) values (1);
