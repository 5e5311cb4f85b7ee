DROP STATISTICS public.pair;
