SET check_function_bodies = off;
DROP PROCEDURE public.p(IN a integer, OUT b integer);
DROP FUNCTION public.f(a integer, OUT b integer, OUT c integer);
CREATE OR REPLACE FUNCTION public.f(a integer, b integer)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$select 1$function$;
CREATE OR REPLACE FUNCTION public.f(a integer, OUT b integer, OUT d integer)
 RETURNS record
 LANGUAGE sql
AS $function$select 1, 2$function$;
CREATE OR REPLACE PROCEDURE public.p(IN a integer, IN b integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $procedure$begin end$procedure$;
CREATE OR REPLACE PROCEDURE public.p(IN a integer, OUT c integer)
 LANGUAGE plpgsql
AS $procedure$begin c := 1; end$procedure$;
COMMENT ON PROCEDURE public.p(IN a integer, OUT c integer) IS 'with an output';
