SET check_function_bodies = off;
DROP FUNCTION public.default_goes(a integer);
DROP FUNCTION public.named(a integer);
DROP FUNCTION public.outs(OUT a integer, OUT b integer);
DROP FUNCTION public.result();
DROP FUNCTION public.tabled();
DROP FUNCTION public.to_procedure();
CREATE OR REPLACE FUNCTION public.body()
 RETURNS integer
 LANGUAGE sql
AS $function$select 2$function$;
CREATE OR REPLACE FUNCTION public.default_comes(a integer DEFAULT 1)
 RETURNS integer
 LANGUAGE sql
AS $function$select a$function$;
CREATE OR REPLACE FUNCTION public.gets_names(a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select $1$function$;
CREATE OR REPLACE FUNCTION public.language_changes()
 RETURNS integer
 LANGUAGE plpgsql
AS $function$begin return 1; end$function$;
CREATE OR REPLACE FUNCTION public.props()
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT SECURITY DEFINER COST 7
AS $function$select 1$function$;
CREATE OR REPLACE FUNCTION public.to_variadic(VARIADIC a integer[])
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;
CREATE OR REPLACE FUNCTION public.default_goes(a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select a$function$;
CREATE OR REPLACE FUNCTION public.named(b integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select $1$function$;
CREATE OR REPLACE FUNCTION public.outs(OUT a integer, OUT b text)
 RETURNS record
 LANGUAGE sql
AS $function$select 1, 'x'$function$;
CREATE OR REPLACE FUNCTION public.result()
 RETURNS bigint
 LANGUAGE sql
AS $function$select 1::bigint$function$;
CREATE OR REPLACE FUNCTION public.tabled()
 RETURNS TABLE(a integer, b integer)
 LANGUAGE sql
AS $function$select 1, 2$function$;
CREATE OR REPLACE PROCEDURE public.to_procedure()
 LANGUAGE sql
AS $procedure$select$procedure$;
COMMENT ON FUNCTION public.named(b integer) IS 'still said';
