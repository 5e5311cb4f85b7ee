ALTER PUBLICATION changes DROP TABLE ONLY public.log;
-- data-loss
DROP TABLE public.log;
