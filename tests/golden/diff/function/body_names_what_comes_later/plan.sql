SET check_function_bodies = off;
DROP MATERIALIZED VIEW public.m;
CREATE OR REPLACE FUNCTION public.helper()
 RETURNS integer
 LANGUAGE sql
AS $function$select coalesce(max(n), 1) from public.settings$function$;
CREATE TABLE public.settings (
    n integer
);
CREATE MATERIALIZED VIEW public.m AS
 SELECT t.id,
    public.helper() AS h,
    2 AS two
   FROM public.t;
