create procedure a(in x integer) as 'select' language sql security invoker;
