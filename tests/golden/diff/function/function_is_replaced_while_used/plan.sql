SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.f(a integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$select a + 0$function$;
