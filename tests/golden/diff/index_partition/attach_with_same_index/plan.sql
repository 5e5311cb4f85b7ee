-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.events ATTACH PARTITION public.events_2 FOR VALUES FROM (10) TO (20);
ALTER INDEX public.events_id ATTACH PARTITION public.own_id;
ALTER INDEX public.events_pkey ATTACH PARTITION public.own_key;
