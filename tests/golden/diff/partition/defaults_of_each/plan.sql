ALTER TABLE public.events_1 ALTER COLUMN body DROP NOT NULL;
ALTER TABLE public.events_1 ALTER COLUMN body SET STATISTICS -1;
ALTER TABLE public.events_1 ALTER COLUMN body SET DEFAULT 'one'::text;
ALTER TABLE ONLY public.events ALTER COLUMN body SET DEFAULT 'all'::text;
ALTER TABLE public.events_2 ALTER COLUMN body SET DEFAULT 'all'::text;
