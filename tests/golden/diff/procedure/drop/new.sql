-- since 14: OUT parameters of procedures
create procedure a(text) language sql as 'select';
