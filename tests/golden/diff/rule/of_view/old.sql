create table public.notes (id integer, body text);
insert into public.notes values (1, 'a'), (2, 'b');
create table public.log (what text);
insert into public.log values ('begun');
create view public.seen as select id, body from public.notes;
create rule kept as on insert to public.seen do instead insert into public.notes values (new.id, new.body);
