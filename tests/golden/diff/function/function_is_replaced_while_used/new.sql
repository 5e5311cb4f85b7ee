-- since 14: BEGIN ATOMIC
create function f(a int) returns int language sql immutable as 'select a + 0';
create table t (id int default f(1), v int check (f(v) > 0), g int generated always as (f(v)) stored);
create index t_v on t (f(v));
create view v as select f(id) from t;
alter table t enable row level security;
create policy p on t using (f(id) > 0);
create function user_of() returns int language sql return f(1);
