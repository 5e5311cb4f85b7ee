-- since 14: OUT parameters of procedures
create table t (id int);
create procedure plain() language sql as 'select';
create procedure over(int) language sql as 'select';
create procedure over(text, int default 3) language sql as 'select';
create procedure outs(a int, inout b int, out c text) language plpgsql security definer set work_mem = '1MB' as 'begin c := a; end';
create procedure atomic(a int) language sql begin atomic insert into t values (a); end;
create procedure many(variadic int[]) language sql as 'select';
comment on procedure over(int) is 'one';
comment on procedure outs is 'more';
