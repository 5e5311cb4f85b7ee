-- since 15: TABLES IN SCHEMA
create table public.notes (id integer, body text);
insert into public.notes values (1, 'a'), (2, 'b');
create publication changes for tables in schema public;
