SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.g()
 RETURNS integer
 LANGUAGE sql
AS $function$select 2$function$;
ALTER DOMAIN public.d SET DEFAULT public.g();
ALTER TABLE public.t ALTER COLUMN b SET DEFAULT public.g();
DROP FUNCTION public.f();
