create type public.span as range (subtype = integer, multirange_type_name = public.spans);
create table public.bookings (id integer, during public.span, others public.span[], many public.spans default '{}');
create index bookings_during on public.bookings using gist (during);
create view public.starts as select id, lower(during) as start from public.bookings;
insert into public.bookings values (1, '[1,5)', '{"[1,2)","[3,4)"}', '{[1,2),[5,7)}');
