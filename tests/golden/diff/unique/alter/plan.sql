ALTER TABLE public.t DROP CONSTRAINT one;
ALTER TABLE public.t DROP CONSTRAINT two;
ALTER INDEX public.three SET (fillfactor=80);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ADD CONSTRAINT one UNIQUE NULLS NOT DISTINCT (b);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ADD CONSTRAINT two UNIQUE (c, a) DEFERRABLE;
