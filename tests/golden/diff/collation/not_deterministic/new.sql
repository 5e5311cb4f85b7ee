create collation public.numeric_order (provider = icu, locale = 'en-u-kn-true', deterministic = false);
comment on collation public.numeric_order is 'numbers by value';
create table public.notes (id integer, body text);
insert into public.notes values (1, 'a'), (2, 'b');
