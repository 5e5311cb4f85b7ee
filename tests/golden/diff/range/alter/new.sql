create function public.span_diff(a integer, b integer) returns double precision language sql immutable as $$ select a::float8 - b $$;
create type public.span as range (subtype = integer, subtype_diff = public.span_diff);
create table public.notes (id integer, body text);
insert into public.notes values (1, 'a'), (2, 'b');
