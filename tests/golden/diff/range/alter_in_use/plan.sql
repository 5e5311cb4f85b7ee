SET check_function_bodies = off;
DROP INDEX public.bookings_during;
DROP VIEW public.starts;
ALTER TABLE public.bookings ALTER COLUMN many DROP DEFAULT;
CREATE OR REPLACE FUNCTION public.span_diff(a integer, b integer)
 RETURNS double precision
 LANGUAGE sql
 IMMUTABLE
AS $function$ select a::float8 - b $function$;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.bookings ALTER COLUMN during TYPE text USING during::text;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.bookings ALTER COLUMN many TYPE text USING many::text;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.bookings ALTER COLUMN others TYPE text USING others::text;
DROP TYPE public.span;
CREATE TYPE public.span AS RANGE (
    subtype = integer,
    subtype_diff = public.span_diff,
    multirange_type_name = public.spans
);
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.bookings ALTER COLUMN during TYPE public.span USING during::public.span;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.bookings ALTER COLUMN many TYPE public.spans USING many::public.spans;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.bookings ALTER COLUMN others TYPE public.span[] USING others::public.span[];
ALTER TABLE public.bookings ALTER COLUMN many SET DEFAULT '{}'::public.spans;
CREATE VIEW public.starts AS
 SELECT bookings.id,
    lower(bookings.during) AS start
   FROM public.bookings;
CREATE INDEX bookings_during ON public.bookings USING gist (during);
COMMENT ON TYPE public.span IS 'days';
