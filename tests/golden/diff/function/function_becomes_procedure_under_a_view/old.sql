create function f(int) returns int language sql as 'select 1';
create view v as select f(1);
create table t (id int default f(2));
insert into t values (1);
