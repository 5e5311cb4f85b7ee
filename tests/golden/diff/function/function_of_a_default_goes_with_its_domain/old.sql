create function f() returns int language sql as 'select 1';
create domain d as int default f() check (value > 0);
create table t (a d, b int default f());
insert into t values (1, 2);
