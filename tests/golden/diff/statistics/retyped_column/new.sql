create table public.notes (id bigint, body text);
insert into public.notes values (1, 'a'), (2, 'b');
create statistics public.pair on id, body from public.notes;
