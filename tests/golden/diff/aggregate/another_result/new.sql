create table public.notes (id integer, body text);
insert into public.notes values (1, 'a'), (2, 'b');
create function public.longer(a text, b text) returns text language sql immutable as $$ select case when length(a) >= length(b) then a else b end $$;
create function public.count_up(n bigint, b text) returns bigint language sql immutable as $$ select n + 1 $$;
create aggregate public.longest(text) (sfunc = public.count_up, stype = bigint, initcond = '0');
comment on aggregate public.longest(text) is 'how many';
