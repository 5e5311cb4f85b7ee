ALTER TABLE ONLY public.events DETACH PARTITION public.events_1;
CREATE TABLE public.events_2 (
    id integer NOT NULL,
    at integer NOT NULL,
    body text
);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.events ATTACH PARTITION public.events_1 FOR VALUES FROM (0) TO (10);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.events ATTACH PARTITION public.events_2 FOR VALUES FROM (10) TO (20);
