-- since 14: OUT parameters of procedures
create procedure body() language sql as 'select 2';
create procedure named(b int) language sql as 'select';
create procedure outs(a int, out b text) language plpgsql as 'begin b := a; end';
create procedure props() language sql security definer set work_mem = '1MB' as 'select';
create function to_function() returns int language sql as 'select 1';
comment on procedure named is 'still said';
