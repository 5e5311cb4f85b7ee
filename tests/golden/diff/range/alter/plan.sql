SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.span_diff(a integer, b integer)
 RETURNS double precision
 LANGUAGE sql
 IMMUTABLE
AS $function$ select a::float8 - b $function$;
DROP TYPE public.span;
CREATE TYPE public.span AS RANGE (
    subtype = integer,
    subtype_diff = public.span_diff,
    multirange_type_name = public.span_multirange
);
