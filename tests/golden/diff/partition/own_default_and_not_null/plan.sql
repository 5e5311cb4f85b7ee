-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.events_1 ALTER COLUMN body SET NOT NULL;
ALTER TABLE public.events_1 ALTER COLUMN body SET STATISTICS 50;
ALTER TABLE public.events_1 ALTER COLUMN body SET DEFAULT 'first'::text;
