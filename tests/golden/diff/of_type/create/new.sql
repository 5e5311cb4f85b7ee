create type public.point3 as (x integer, y integer, label text);
create table public.points of public.point3 (x with options not null default 1, primary key (x), check (y > 0));
create table public.t (id integer);
