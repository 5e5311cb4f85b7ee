ALTER TABLE public.events ADD COLUMN kind text DEFAULT 'x'::text;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.events_1 ALTER COLUMN kind SET NOT NULL;
ALTER TABLE public.events_1 ALTER COLUMN kind SET STATISTICS 50;
ALTER TABLE public.events_2 ALTER COLUMN kind DROP DEFAULT;
ALTER TABLE public.events_1 ALTER COLUMN kind SET DEFAULT 'first'::text;
