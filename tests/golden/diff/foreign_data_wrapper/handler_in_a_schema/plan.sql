SET check_function_bodies = off;
CREATE EXTENSION IF NOT EXISTS file_fdw WITH SCHEMA public;
CREATE OR REPLACE FUNCTION public.handle()
 RETURNS fdw_handler
 LANGUAGE c
AS '$libdir/file_fdw', $function$file_fdw_handler$function$;
CREATE OR REPLACE FUNCTION public.validate(text[], oid)
 RETURNS void
 LANGUAGE c
AS '$libdir/file_fdw', $function$file_fdw_validator$function$;
CREATE FOREIGN DATA WRAPPER "My files" HANDLER public.handle VALIDATOR public.validate;
COMMENT ON EXTENSION file_fdw IS 'foreign-data wrapper for flat file access';
