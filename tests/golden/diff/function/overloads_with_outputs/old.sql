create procedure p(a int, out b int) language plpgsql as 'begin b := 1; end';
create procedure p(a int, b int) language plpgsql as 'begin end';
create function f(a int, out b int, out c int) language sql as 'select 1, 2';
create function f(a int, b int) returns int language sql as 'select 1';
comment on procedure p(int, out int) is 'with an output';
