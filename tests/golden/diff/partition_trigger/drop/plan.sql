ALTER TABLE public.events_1 ENABLE TRIGGER noted;
