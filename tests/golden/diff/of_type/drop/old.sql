create type public.point3 as (x integer, y integer, label text);
create table public.points of public.point3 (x with options not null default 1, primary key (x), check (y > 0));
insert into public.points values (1, 2, 'a');
