create procedure a() language sql as 'select';
create procedure a(int, out b int) language plpgsql as 'begin b := 1; end';
create procedure a(text) language sql as 'select';
