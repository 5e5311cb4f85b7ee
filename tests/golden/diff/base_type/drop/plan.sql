-- data-loss
DROP TABLE public.t;
DROP FUNCTION public.twice(public.n);
DROP TYPE public.n CASCADE;
