-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.events_2 ADD CONSTRAINT events_2_pkey PRIMARY KEY (id, at);
CREATE INDEX events_2_id_idx ON public.events_2 USING btree (id);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.events ATTACH PARTITION public.events_2 FOR VALUES FROM (10) TO (20);
ALTER INDEX public.events_id ATTACH PARTITION public.events_2_id_idx;
ALTER INDEX public.events_pkey ATTACH PARTITION public.events_2_pkey;
