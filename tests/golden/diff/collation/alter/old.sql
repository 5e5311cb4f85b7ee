create collation public.numeric_order (provider = icu, locale = 'en-u-kn-true');
create table public.notes (id integer, body text);
insert into public.notes values (1, 'a'), (2, 'b');
