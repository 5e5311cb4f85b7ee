DROP VIEW public.names;
DROP FOREIGN TABLE public.items;
DROP FUNCTION public.look();
