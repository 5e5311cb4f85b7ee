ALTER TYPE public.point3 RENAME TO point3__old;
CREATE TYPE public.point3 AS (
    y integer,
    new integer,
    x bigint
);
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN p TYPE public.point3 USING CASE WHEN p IS DISTINCT FROM NULL THEN ROW((p).y, NULL, (p).x)::public.point3 END;
DROP TYPE public.point3__old;
