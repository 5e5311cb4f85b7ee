create table public.notes (id integer, body text);
insert into public.notes values (1, 'a'), (2, 'b');
create schema app;
create schema "Other One";
create publication changes for tables in schema app, public;
