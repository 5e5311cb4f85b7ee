-- data-loss
ALTER TABLE public.t DROP COLUMN p;
-- data-loss
ALTER TABLE public.t DROP COLUMN ps;
DROP TYPE public.point3;
CREATE TYPE public.point3 AS (
    y integer,
    x integer
);
ALTER TABLE public.t ADD COLUMN p public.point3;
ALTER TABLE public.t ADD COLUMN ps public.point3[];
