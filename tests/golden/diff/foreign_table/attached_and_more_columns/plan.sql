ALTER TABLE public.logs ALTER COLUMN line DROP DEFAULT;
ALTER TABLE public.logs_old ALTER COLUMN line DROP DEFAULT;
ALTER TABLE public.logs ADD COLUMN size integer;
ALTER TABLE public.logs_old ADD COLUMN size integer;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.logs ATTACH PARTITION public.logs_old FOR VALUES FROM ('2019-01-01') TO ('2020-01-01');
