create collation public.numeric_order (provider = icu, locale = 'en-u-kn-true');
create table public.notes (id integer, body text, tags text[] collate public.numeric_order);
create index notes_body on public.notes (body);
create view public.bodies as select body from public.notes where body > 'a';
insert into public.notes values (1, 'a10', '{x}'), (2, 'a9', '{y}');
