create function a() returns int language sql as 'select 1';
create function b() returns int language sql return a();
create function a(int) returns int language sql as 'select 1';
create table t (id int default a());
insert into t values (1);
