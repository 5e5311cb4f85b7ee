SET check_function_bodies = off;
DROP VIEW public.v;
ALTER TABLE public.t ALTER COLUMN a DROP DEFAULT;
ALTER TABLE public.t ALTER COLUMN m DROP DEFAULT;
DROP FUNCTION public.f(public.old_mood);
CREATE TYPE public.mood AS ENUM ('sad', 'ok');
CREATE DOMAIN public.age AS integer CONSTRAINT age_check CHECK ((VALUE > 0));
CREATE OR REPLACE FUNCTION public.f(public.mood)
 RETURNS public.age
 LANGUAGE sql
AS $function$select 1$function$;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN a TYPE public.age USING a::public.age;
DROP DOMAIN public.old_age;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN m TYPE public.mood USING m::text::public.mood;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN ms TYPE public.mood[] USING ms::text[]::public.mood[];
DROP TYPE public.old_mood;
ALTER TABLE public.t ALTER COLUMN a SET DEFAULT 3;
ALTER TABLE public.t ALTER COLUMN m SET DEFAULT 'ok'::public.mood;
CREATE VIEW public.v AS
 SELECT t.m,
    t.a
   FROM public.t;
