-- since 15: TABLES IN SCHEMA
create table public.notes (id integer, body text);
insert into public.notes values (1, 'a'), (2, 'b');
create schema app;
create schema "Other One";
create table app.t (id integer);
insert into app.t values (1);
create publication changes for tables in schema "Other One", public;
