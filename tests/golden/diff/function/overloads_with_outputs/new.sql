-- since 14: OUT parameters of procedures
create procedure p(a int, out c int) language plpgsql as 'begin c := 1; end';
create procedure p(a int, b int) language plpgsql security definer as 'begin end';
create function f(a int, out b int, out d int) language sql as 'select 1, 2';
create function f(a int, b int) returns int language sql stable as 'select 1';
comment on procedure p(int, out int) is 'with an output';
