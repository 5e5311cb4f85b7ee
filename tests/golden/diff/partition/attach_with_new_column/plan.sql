ALTER TABLE public.events ADD COLUMN size integer;
ALTER TABLE public.events_2 ADD COLUMN size integer;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.events ATTACH PARTITION public.events_2 FOR VALUES FROM (10) TO (20);
