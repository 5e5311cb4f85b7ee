DROP STATISTICS public.pair;
CREATE STATISTICS public.pair (mcv) ON id, body FROM public.notes;
ALTER STATISTICS public.pair SET STATISTICS 50;
COMMENT ON STATISTICS public.pair IS 'both';
