-- since 14: BEGIN ATOMIC
create function f(a int) returns int language plpgsql immutable as 'begin return a; end';
create domain d as int check (f(value) > 0);
create table t (id int default f(1), v int check (f(v) > 0), d d, g int generated always as (f(id)) stored);
create index t_v on t (f(v));
create view v as select f(id) from t;
create materialized view m as select f(id) from t;
create function user_of() returns setof t language sql begin atomic select t.* from t; end;
set check_function_bodies = off;
create function early() returns int language sql as 'select count(*) from later_table';
create table later_table (id int);
