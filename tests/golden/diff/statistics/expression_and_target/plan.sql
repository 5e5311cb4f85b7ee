ALTER STATISTICS public.pair SET STATISTICS 7;
CREATE STATISTICS public.low ON lower(body) FROM public.notes;
