CREATE TABLE public.events_2 (
    id integer NOT NULL,
    at integer NOT NULL,
    body text
) PARTITION BY LIST (id);
CREATE TABLE public.events_2_a (
    id integer NOT NULL,
    at integer NOT NULL,
    body text
);
CREATE TABLE public.events_2_rest (
    id integer NOT NULL,
    at integer NOT NULL,
    body text
);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.events ATTACH PARTITION public.events_2 FOR VALUES FROM (10) TO (20);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.events_2 ATTACH PARTITION public.events_2_a FOR VALUES IN (1, 2);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.events_2 ATTACH PARTITION public.events_2_rest DEFAULT;
