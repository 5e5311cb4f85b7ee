create type public.span as range (subtype = integer);
create table public.notes (id integer, body text);
insert into public.notes values (1, 'a'), (2, 'b');
