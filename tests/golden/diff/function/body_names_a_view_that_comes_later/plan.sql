SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.f(a integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$begin return a + (select n from public.zoo); end$function$;
CREATE VIEW public.zoo AS
 SELECT count(*) AS n
   FROM public.t;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ADD CONSTRAINT t_v_check CHECK ((public.f(v) > 0));
CREATE MATERIALIZED VIEW public.aaa AS
 SELECT public.f(1) AS f;
