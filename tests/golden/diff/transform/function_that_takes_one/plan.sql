SET check_function_bodies = off;
CREATE TRUSTED LANGUAGE pl_ours HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler;
CREATE TRANSFORM FOR integer LANGUAGE pl_ours (FROM SQL WITH FUNCTION prsd_lextype(internal));
CREATE OR REPLACE FUNCTION public.one(integer)
 RETURNS integer
 TRANSFORM FOR TYPE integer
 LANGUAGE pl_ours
AS $function$begin return 1; end$function$;
