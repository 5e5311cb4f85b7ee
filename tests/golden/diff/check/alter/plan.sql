ALTER TABLE public.t DROP CONSTRAINT one;
-- might-fail-on-data
ALTER TABLE public.t VALIDATE CONSTRAINT three;
ALTER TABLE public.t DROP CONSTRAINT two;
ALTER TABLE public.t ADD CONSTRAINT two CHECK ((b > 0)) NOT VALID;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ADD CONSTRAINT one CHECK (((a > 0) AND (a < 100)));
