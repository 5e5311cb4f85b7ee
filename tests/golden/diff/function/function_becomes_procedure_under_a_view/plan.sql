SET check_function_bodies = off;
ALTER TABLE public.t ALTER COLUMN id SET DEFAULT 2;
CREATE OR REPLACE VIEW public.v AS
 SELECT 1 AS f;
DROP FUNCTION public.f(integer);
CREATE OR REPLACE PROCEDURE public.f(IN integer)
 LANGUAGE sql
AS $procedure$select 1$procedure$;
