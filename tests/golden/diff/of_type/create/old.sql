create type public.point3 as (x integer, y integer, label text);
create table public.t (id integer);
insert into public.t values (1);
