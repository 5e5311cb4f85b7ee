create function a("x" integer default 1, y int default 2) returns int4 language sql as 'select 1';
drop function a(int, int);
create function a(int4 = 1) returns integer immutable as 'select 1' language sql;
