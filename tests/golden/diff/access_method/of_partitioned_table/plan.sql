ALTER TABLE public.a SET ACCESS METHOD DEFAULT;
ALTER TABLE public.b SET ACCESS METHOD warm;
ALTER TABLE public.c SET ACCESS METHOD heap;
CREATE TABLE public.d (
    id integer
) PARTITION BY RANGE (id) USING heap;
CREATE TABLE public.d1 (
    id integer
);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.d ATTACH PARTITION public.d1 FOR VALUES FROM (1) TO (10);
