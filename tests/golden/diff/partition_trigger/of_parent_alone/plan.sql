ALTER TABLE public.events DISABLE TRIGGER noted;
ALTER TABLE public.events_1 ENABLE TRIGGER noted;
