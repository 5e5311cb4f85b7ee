ALTER TABLE public.t DROP CONSTRAINT b_later;
ALTER TABLE public.t DROP CONSTRAINT d_now;
CREATE TABLE public.u (
    a integer,
    CONSTRAINT u_a_check CHECK ((a > 0)) NOT ENFORCED
);
ALTER TABLE public.t ADD CONSTRAINT a_never CHECK ((a > 0)) NOT ENFORCED;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ADD CONSTRAINT b_later CHECK ((b > 0));
ALTER TABLE public.t ADD CONSTRAINT d_now CHECK ((d > 0)) NOT ENFORCED;
COMMENT ON CONSTRAINT a_never ON public.t IS 'never';
