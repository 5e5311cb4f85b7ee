create table public.notes (id integer, body text);
insert into public.notes values (1, 'a'), (2, 'b');
create function public.place() returns bigint language internal window immutable as 'window_row_number';
create view public.places as select id, public.place() over (order by id) as place from public.notes;
