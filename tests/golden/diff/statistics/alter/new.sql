create table public.notes (id integer, body text);
insert into public.notes values (1, 'a'), (2, 'b');
create statistics public.pair (mcv) on id, body from public.notes;
alter statistics public.pair set statistics 50;
comment on statistics public.pair is 'both';
