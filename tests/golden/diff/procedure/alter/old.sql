create procedure body() language sql as 'select';
create procedure named(a int) language sql as 'select';
create procedure outs(a int, out b int) language plpgsql as 'begin b := a; end';
create procedure props() language sql as 'select';
create procedure to_function() language sql as 'select';
comment on procedure named is 'still said';
