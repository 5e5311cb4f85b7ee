ALTER TABLE public.events ALTER COLUMN body DROP NOT NULL;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.events_1 ALTER COLUMN body SET NOT NULL;
