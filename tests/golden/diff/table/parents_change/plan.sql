ALTER TABLE public.d NO INHERIT public.p;
-- might-fail-on-data
ALTER TABLE public.c INHERIT public.p;
-- might-fail-on-data
ALTER TABLE public.c INHERIT public.q;
