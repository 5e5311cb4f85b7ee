CREATE TABLE public.h (
    id integer,
    k text
) PARTITION BY HASH (id);
CREATE TABLE public.h_0 (
    id integer,
    k text
);
CREATE TABLE public.h_1 (
    id integer,
    k text
);
CREATE TABLE public.l (
    id integer,
    k text
) PARTITION BY LIST (lower(k));
CREATE TABLE public.l_a (
    id integer,
    k text
);
CREATE TABLE public.l_rest (
    id integer,
    k text
);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.h ATTACH PARTITION public.h_0 FOR VALUES WITH (modulus 2, remainder 0);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.h ATTACH PARTITION public.h_1 FOR VALUES WITH (modulus 2, remainder 1);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.l ATTACH PARTITION public.l_a FOR VALUES IN ('a', 'b', NULL);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.l ATTACH PARTITION public.l_rest DEFAULT;
