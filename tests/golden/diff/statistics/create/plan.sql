CREATE STATISTICS public.pair ON id, body FROM public.notes;
