-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.events ADD CONSTRAINT events_id CHECK ((id > 0));
