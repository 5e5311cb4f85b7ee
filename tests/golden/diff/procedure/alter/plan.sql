SET check_function_bodies = off;
DROP PROCEDURE public.named(IN a integer);
DROP PROCEDURE public.outs(IN a integer, OUT b integer);
DROP PROCEDURE public.to_function();
CREATE OR REPLACE FUNCTION public.to_function()
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;
CREATE OR REPLACE PROCEDURE public.body()
 LANGUAGE sql
AS $procedure$select 2$procedure$;
CREATE OR REPLACE PROCEDURE public.props()
 LANGUAGE sql
 SECURITY DEFINER
 SET work_mem TO '1MB'
AS $procedure$select$procedure$;
CREATE OR REPLACE PROCEDURE public.named(IN b integer)
 LANGUAGE sql
AS $procedure$select$procedure$;
CREATE OR REPLACE PROCEDURE public.outs(IN a integer, OUT b text)
 LANGUAGE plpgsql
AS $procedure$begin b := a; end$procedure$;
COMMENT ON PROCEDURE public.named(IN b integer) IS 'still said';
