ALTER TABLE ONLY public.events DETACH PARTITION public.events_2;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.events ATTACH PARTITION public.events_2 FOR VALUES FROM (10) TO (30);
