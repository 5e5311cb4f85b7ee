ALTER TABLE public.t ADD CONSTRAINT later CHECK ((b > 10)) NOT VALID;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ADD CONSTRAINT t_a_check CHECK ((a > 0));
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ADD CONSTRAINT together CHECK ((a < b)) NO INHERIT;
COMMENT ON CONSTRAINT together ON public.t IS 'both';
