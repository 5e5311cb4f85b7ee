ALTER TABLE public.t DROP CONSTRAINT t_pkey;
ALTER TABLE public.t ALTER COLUMN a DROP NOT NULL;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN b SET NOT NULL;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ADD CONSTRAINT t_pkey PRIMARY KEY (b);
