ALTER TABLE public.events_1 DISABLE TRIGGER noted;
