-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ADD CONSTRAINT one UNIQUE NULLS NOT DISTINCT (b) INCLUDE (c) WITH (fillfactor=80);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ADD CONSTRAINT t_a_key UNIQUE (a);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ADD CONSTRAINT two UNIQUE (a, c) DEFERRABLE INITIALLY DEFERRED;
COMMENT ON CONSTRAINT one ON public.t IS 'one';
COMMENT ON INDEX public.two IS 'an index';
