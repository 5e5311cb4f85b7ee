ALTER TABLE ONLY public.events DETACH PARTITION public.events_2;
DROP INDEX public.events_2_id_idx;
ALTER TABLE public.events_2 DROP CONSTRAINT events_2_pkey;
