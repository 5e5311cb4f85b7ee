ALTER PUBLICATION changes DROP TABLE ONLY public.log;
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.log ALTER COLUMN at TYPE bigint USING at::bigint;
ALTER PUBLICATION changes ADD TABLE ONLY public.log (at, what) WHERE ((at > 1));
