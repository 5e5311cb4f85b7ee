CREATE TYPE public.empty AS ();
CREATE TYPE public.point3 AS (
    x integer,
    "Y" numeric(5,2),
    z text COLLATE pg_catalog."C"
);
ALTER TABLE public.t ADD COLUMN p public.point3;
ALTER TABLE public.t ADD COLUMN ps public.point3[];
COMMENT ON TYPE public.point3 IS 'in space';
COMMENT ON COLUMN public.point3.x IS 'to the right';
