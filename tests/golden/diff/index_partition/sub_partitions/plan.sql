-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.events ADD CONSTRAINT events_pkey PRIMARY KEY (id, at);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.events_1 ADD CONSTRAINT events_1_pkey PRIMARY KEY (id, at);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.events_2 ADD CONSTRAINT events_2_pkey PRIMARY KEY (id, at);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.events_2_a ADD CONSTRAINT events_2_a_pkey PRIMARY KEY (id, at);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.events_2_rest ADD CONSTRAINT events_2_rest_pkey PRIMARY KEY (id, at);
CREATE INDEX events_id ON ONLY public.events USING btree (id);
CREATE INDEX events_1_id_idx ON public.events_1 USING btree (id);
CREATE INDEX events_2_id_idx ON ONLY public.events_2 USING btree (id);
CREATE INDEX events_2_a_id_idx ON public.events_2_a USING btree (id);
CREATE INDEX events_2_rest_id_idx ON public.events_2_rest USING btree (id);
ALTER INDEX public.events_id ATTACH PARTITION public.events_1_id_idx;
ALTER INDEX public.events_pkey ATTACH PARTITION public.events_1_pkey;
ALTER INDEX public.events_id ATTACH PARTITION public.events_2_id_idx;
ALTER INDEX public.events_pkey ATTACH PARTITION public.events_2_pkey;
ALTER INDEX public.events_2_id_idx ATTACH PARTITION public.events_2_a_id_idx;
ALTER INDEX public.events_2_pkey ATTACH PARTITION public.events_2_a_pkey;
ALTER INDEX public.events_2_id_idx ATTACH PARTITION public.events_2_rest_id_idx;
ALTER INDEX public.events_2_pkey ATTACH PARTITION public.events_2_rest_pkey;
