ALTER TABLE ONLY public.base ALTER COLUMN id DROP NOT NULL;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.child ALTER COLUMN name SET NOT NULL;
ALTER TABLE public.child ALTER COLUMN name SET DEFAULT 'y'::text;
