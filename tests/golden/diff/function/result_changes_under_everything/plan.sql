SET check_function_bodies = off;
DROP INDEX public.t_v;
DROP VIEW public.w;
ALTER TABLE public.t ALTER COLUMN id DROP DEFAULT;
DROP FUNCTION public.caller();
DROP VIEW public.v;
DROP FUNCTION public.f(a integer);
CREATE OR REPLACE FUNCTION public.f(a integer)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$select a::bigint$function$;
ALTER TABLE public.t ALTER COLUMN id SET DEFAULT public.f(1);
CREATE VIEW public.v AS
 SELECT public.f(t.id) AS f
   FROM public.t;
CREATE OR REPLACE FUNCTION public.caller()
 RETURNS numeric
 LANGUAGE sql
BEGIN ATOMIC
 SELECT sum(v.f) AS sum
    FROM public.v;
END;
CREATE VIEW public.w AS
 SELECT v.f
   FROM public.v;
CREATE INDEX t_v ON public.t USING btree (public.f(v));
