CREATE TYPE public.sort AS ENUM ('a');
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN x TYPE public.sort USING x::text::public.sort;
DROP TYPE public.thing;
CREATE TABLE public.thing (
    id integer
);
