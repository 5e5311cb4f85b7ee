ALTER TABLE ONLY public.events DETACH PARTITION public.events_2;
-- data-loss
ALTER TABLE public.events DROP COLUMN body;
