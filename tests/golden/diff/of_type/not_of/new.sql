create type public.point3 as (x integer, y integer, label text);
create table public.points (x integer not null default 1, y integer, label text, primary key (x), check (y > 0));
