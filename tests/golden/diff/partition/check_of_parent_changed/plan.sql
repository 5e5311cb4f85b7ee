ALTER TABLE public.events DROP CONSTRAINT events_id;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.events ADD CONSTRAINT events_id CHECK ((id > '-1'::integer));
