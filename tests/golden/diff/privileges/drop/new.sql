create table t (id int, a int);
create sequence q;
create function f(int) returns int language sql as 'select 1';
