DROP FUNCTION public.one();
DROP LANGUAGE pl_ours;
