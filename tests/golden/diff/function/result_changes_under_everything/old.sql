create function f(a int) returns int language sql immutable as 'select a';
create table t (id int default f(1), v int);
create index t_v on t (f(v));
create view v as select f(id) from t;
create view w as select * from v;
create function caller() returns bigint language sql begin atomic select sum(f) from v; end;
insert into t values (1, 2);
