create procedure a(text) language sql as 'select';
