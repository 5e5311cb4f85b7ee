SET check_function_bodies = off;
ALTER TABLE public.t DROP CONSTRAINT t_a_check;
DROP VIEW public.v;
ALTER TABLE public.t ALTER COLUMN a DROP DEFAULT;
DROP FUNCTION public.f(public.age);
ALTER DOMAIN public.age RENAME TO age__old;
CREATE DOMAIN public.age AS bigint DEFAULT 7 CONSTRAINT positive CHECK ((VALUE > 0));
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN a TYPE public.age USING a::text::public.age;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN b TYPE public.age[] USING b::text[]::public.age[];
DROP DOMAIN public.age__old;
CREATE OR REPLACE FUNCTION public.f(public.age)
 RETURNS public.age
 LANGUAGE sql
AS $function$select $1$function$;
ALTER TABLE public.t ALTER COLUMN a SET DEFAULT 3;
CREATE VIEW public.v AS
 SELECT t.id,
    t.a
   FROM public.t;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ADD CONSTRAINT t_a_check CHECK (((a)::bigint < 100));
COMMENT ON DOMAIN public.age IS 'in years';
