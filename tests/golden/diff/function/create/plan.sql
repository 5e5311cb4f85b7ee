SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public."Quoted"(public.t, public.t[])
 RETURNS void
 LANGUAGE sql
AS $function$select$function$;
CREATE OR REPLACE FUNCTION public.atomic(a integer, b integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT COST 5
BEGIN ATOMIC
 SELECT (a + b);
 SELECT 2;
END;
CREATE OR REPLACE FUNCTION public.outs(a integer, OUT b integer, OUT c text, INOUT d integer DEFAULT 3)
 RETURNS record
 LANGUAGE sql
AS $function$select 1, 'x', d$function$;
CREATE OR REPLACE FUNCTION public.over(integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;
CREATE OR REPLACE FUNCTION public.over(VARIADIC integer[])
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;
CREATE OR REPLACE FUNCTION public.over(text, "In" integer DEFAULT 7)
 RETURNS text
 LANGUAGE sql
AS $function$select $1$function$;
CREATE OR REPLACE FUNCTION public.plain()
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;
CREATE OR REPLACE FUNCTION public.poly(a anyelement, b anyarray)
 RETURNS anyelement
 LANGUAGE sql
AS $function$select a$function$;
CREATE OR REPLACE FUNCTION public.props()
 RETURNS SETOF public.t
 LANGUAGE plpgsql
 STABLE PARALLEL RESTRICTED SECURITY DEFINER LEAKPROOF COST 50 ROWS 7
 SET search_path TO 'a b', 'pg_temp'
 SET work_mem TO '1MB'
AS $function$ begin return query select * from t; end $function$;
CREATE OR REPLACE FUNCTION public.returned(a integer)
 RETURNS integer
 LANGUAGE sql
RETURN (a + 1);
CREATE OR REPLACE FUNCTION public.tabled(n integer)
 RETURNS TABLE(a integer, b text)
 LANGUAGE sql
 ROWS 50
AS $function$select 1, 'x'$function$;
CREATE OR REPLACE FUNCTION public.windowed(integer)
 RETURNS integer
 LANGUAGE internal
 WINDOW
AS $function$window_row_number$function$;
COMMENT ON FUNCTION public.outs(a integer, OUT b integer, OUT c text, INOUT d integer) IS 'many';
COMMENT ON FUNCTION public.over(integer) IS 'one';
COMMENT ON FUNCTION public.tabled(n integer) IS 'rows';
