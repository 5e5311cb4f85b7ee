create type public.point3 as (x integer, y integer, label text, z bigint);
create table public.points of public.point3 (z with options default 2, x with options not null default 1, primary key (x), check (y > 0));
create view public.xs as select x, z from public.points;
