create table public.notes (id integer, body text);
insert into public.notes values (1, 'a'), (2, 'b');
create function public.longer(a text, b text) returns text language sql immutable as $$ select case when length(a) >= length(b) then a else b end $$;
create aggregate public.longest(text) (sfunc = public.longer, stype = text, initcond = '');
create view public.long_bodies as select public.longest(body) as body from public.notes;
