SET check_function_bodies = off;
DROP VIEW public.v;
DROP FUNCTION public.f(a integer);
CREATE OR REPLACE FUNCTION public.f(b integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;
CREATE VIEW public.v AS
 SELECT t.a,
    t.id
   FROM public.t;
ALTER VIEW public.v OWNER TO golden_owner;
GRANT UPDATE (a) ON TABLE public.v TO golden_reader;
GRANT EXECUTE ON FUNCTION public.f(b integer) TO golden_reader;
REVOKE ALL ON FUNCTION public.f(b integer) FROM PUBLIC;
GRANT SELECT ON TABLE public.v TO golden_reader;
