create type public.point3 as (x integer, y integer, label text);
