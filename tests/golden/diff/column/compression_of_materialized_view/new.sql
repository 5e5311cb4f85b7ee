-- since 14: COMPRESSION of a column
create table public.other (id integer primary key);
create materialized view public.v as select 'x'::text as x;
alter materialized view public.v alter column x set compression pglz;
