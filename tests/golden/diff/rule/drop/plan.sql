DROP RULE noted ON public.notes;
