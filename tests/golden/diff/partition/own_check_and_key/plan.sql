-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.events_1 ADD CONSTRAINT events_1_key PRIMARY KEY (id);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.events_1 ADD CONSTRAINT small CHECK ((id < 100));
