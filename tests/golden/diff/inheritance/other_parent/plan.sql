ALTER TABLE public.child NO INHERIT public.base;
-- might-fail-on-data
ALTER TABLE public.child INHERIT public.root;
