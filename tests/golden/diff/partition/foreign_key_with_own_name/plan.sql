CREATE TABLE public.events (
    id integer NOT NULL,
    at integer NOT NULL
) PARTITION BY RANGE (at);
CREATE TABLE public.events_1 (
    id integer NOT NULL,
    at integer NOT NULL
) PARTITION BY RANGE (at);
CREATE TABLE public.events_11 (
    id integer NOT NULL,
    at integer NOT NULL
);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.events ATTACH PARTITION public.events_1 FOR VALUES FROM (0) TO (10);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.events_1 ATTACH PARTITION public.events_11 FOR VALUES FROM (0) TO (5);
-- might-fail-on-data
ALTER TABLE public.events ADD CONSTRAINT events_user FOREIGN KEY (id) REFERENCES public.users(id);
