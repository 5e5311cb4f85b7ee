-- might-fail-on-data
ALTER TABLE public.child INHERIT public.base;
