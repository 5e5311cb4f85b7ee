-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.a ALTER COLUMN id SET NOT NULL;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.b ALTER COLUMN x SET NOT NULL;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.b ALTER COLUMN y SET NOT NULL;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.a ADD CONSTRAINT a_pkey PRIMARY KEY (id);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.b ADD CONSTRAINT key PRIMARY KEY (y, x) INCLUDE (z) WITH (fillfactor=70) DEFERRABLE;
COMMENT ON CONSTRAINT key ON public.b IS 'a key';
