create procedure a(x int) language sql as 'select';
