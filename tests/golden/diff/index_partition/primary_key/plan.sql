-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.events ADD CONSTRAINT events_pkey PRIMARY KEY (id, at);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.events_1 ADD CONSTRAINT events_1_pkey PRIMARY KEY (id, at);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.events_2 ADD CONSTRAINT events_2_pkey PRIMARY KEY (id, at);
ALTER INDEX public.events_pkey ATTACH PARTITION public.events_1_pkey;
ALTER INDEX public.events_pkey ATTACH PARTITION public.events_2_pkey;
