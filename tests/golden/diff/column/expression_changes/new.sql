create function public.thrice(int) returns int language sql immutable return $1 * 3;
create table t (a int not null, b int generated always as (public.thrice(a)) stored, c int generated always as (a + d) stored,
  d int not null default 5);
create index t_b on t (b);
create view v as select b from t;
