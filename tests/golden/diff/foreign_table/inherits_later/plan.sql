ALTER TABLE public.base ADD COLUMN more text;
ALTER TABLE public.child ADD COLUMN more text;
-- might-fail-on-data
ALTER TABLE public.child INHERIT public.base;
