SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.note()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$begin new.id := 1; return new; end$function$;
