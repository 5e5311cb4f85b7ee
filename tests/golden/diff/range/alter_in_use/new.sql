-- since 14: a multirange with a name
create function public.span_diff(a integer, b integer) returns double precision language sql immutable as $$ select a::float8 - b $$;
create type public.span as range (subtype = integer, subtype_diff = public.span_diff, multirange_type_name = public.spans);
grant usage on type public.span to public;
comment on type public.span is 'days';
create table public.bookings (id integer, during public.span, others public.span[], many public.spans default '{}');
create index bookings_during on public.bookings using gist (during);
create view public.starts as select id, lower(during) as start from public.bookings;
insert into public.bookings values (1, '[1,5)', '{"[1,2)","[3,4)"}', '{[1,2),[5,7)}');
