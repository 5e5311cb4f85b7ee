SET check_function_bodies = off;
CREATE TRUSTED LANGUAGE pl_ours HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler;
CREATE OR REPLACE FUNCTION public.one()
 RETURNS integer
 LANGUAGE pl_ours
AS $function$begin return 1; end$function$;
COMMENT ON LANGUAGE pl_ours IS 'ours';
REVOKE ALL ON LANGUAGE pl_ours FROM PUBLIC;
