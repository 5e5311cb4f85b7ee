-- since 14: BEGIN ATOMIC
create function a(int) returns int language sql as 'select 1';
create table t (id int);
