SET check_function_bodies = off;
DROP AGGREGATE public.longest(text);
CREATE OR REPLACE FUNCTION public.count_up(n bigint, b text)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$ select n + 1 $function$;
CREATE AGGREGATE public.longest(text) (
    SFUNC = public.count_up,
    STYPE = bigint,
    INITCOND = '0'
);
COMMENT ON AGGREGATE public.longest(text) IS 'how many';
