ALTER TABLE ONLY public.events DETACH PARTITION public.events_2;
