-- since 14: BEGIN ATOMIC
create function f(a int) returns bigint language sql immutable as 'select a::bigint';
create table t (id int default f(1), v int);
create index t_v on t (f(v));
create view v as select f(id) from t;
create view w as select * from v;
create function caller() returns numeric language sql begin atomic select sum(f) from v; end;
