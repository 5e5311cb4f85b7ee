SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.b_of(public.a)
 RETURNS public.b
 LANGUAGE sql
AS $function$select row($1.id)::public.b$function$;
CREATE CAST (public.a AS public.b) WITH FUNCTION public.b_of(public.a);
