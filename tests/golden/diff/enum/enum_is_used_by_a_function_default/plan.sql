SET check_function_bodies = off;
DROP FUNCTION public.f(m public.mood);
DROP TYPE public.pair;
DROP DOMAIN public.glad;
ALTER TYPE public.mood RENAME TO mood__old;
CREATE TYPE public.mood AS ENUM ('ok', 'glad');
-- data-loss, table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN m TYPE public.mood USING m::text::public.mood;
DROP TYPE public.mood__old;
CREATE DOMAIN public.glad AS public.mood CONSTRAINT glad_check CHECK ((VALUE <> 'glad'::public.mood));
CREATE TYPE public.pair AS (
    a public.mood,
    b public.mood
);
CREATE OR REPLACE FUNCTION public.f(m public.mood DEFAULT 'ok'::public.mood)
 RETURNS public.mood
 LANGUAGE sql
AS $function$select m$function$;
