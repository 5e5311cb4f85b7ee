ALTER TABLE ONLY public.events DETACH PARTITION public.events_rest;
CREATE TABLE public.events_else (
    id integer NOT NULL,
    at integer NOT NULL,
    body text
);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.events ATTACH PARTITION public.events_else DEFAULT;
