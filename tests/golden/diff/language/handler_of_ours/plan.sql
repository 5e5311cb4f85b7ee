SET check_function_bodies = off;
CREATE SCHEMA "Own";
CREATE OR REPLACE FUNCTION "Own".call()
 RETURNS language_handler
 LANGUAGE c
AS '$libdir/plpgsql', $function$plpgsql_call_handler$function$;
CREATE LANGUAGE "My lang" HANDLER "Own".call;
CREATE OR REPLACE FUNCTION public.one()
 RETURNS integer
 LANGUAGE "My lang"
AS $function$begin return 1; end$function$;
