SET check_function_bodies = off;
DROP VIEW public.w;
DROP FUNCTION public.f();
DROP VIEW public.v;
-- data-loss
ALTER TABLE public.t DROP COLUMN a;
CREATE VIEW public.v AS
 SELECT t.id,
    t.b
   FROM public.t;
CREATE OR REPLACE FUNCTION public.f()
 RETURNS SETOF public.v
 LANGUAGE sql
AS $function$select * from v$function$;
CREATE VIEW public.w AS
 SELECT v.id,
    v.b
   FROM public.v;
