ALTER TYPE public.point3 RENAME TO point3__old;
CREATE TYPE public.point3 AS (
    x bigint,
    y integer
);
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN p TYPE public.point3 USING p::text::public.point3;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN ps TYPE public.point3[] USING ps::text[]::public.point3[];
DROP TYPE public.point3__old;
