-- since 15: columns and WHERE of a publication
create table public.notes (id integer, body text);
insert into public.notes values (1, 'a'), (2, 'b');
create table public.log (what text, at integer);
insert into public.log values ('begun', 1);
create publication changes for table public.notes;
