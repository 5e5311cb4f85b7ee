-- since 14: statistics of expressions
create table public.notes (id integer, body text);
insert into public.notes values (1, 'a'), (2, 'b');
create statistics public.pair on id, body from public.notes;
alter statistics public.pair set statistics 7;
create statistics public.low on lower(body) from public.notes;
