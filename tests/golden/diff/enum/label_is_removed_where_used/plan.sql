SET check_function_bodies = off;
DROP MATERIALIZED VIEW public.m;
ALTER TABLE public.t DROP CONSTRAINT t_mood_check;
DROP INDEX public.t_mood;
DROP VIEW public.v;
ALTER TABLE public.t ALTER COLUMN mood DROP DEFAULT;
ALTER TABLE public.t DROP COLUMN good;
DROP FUNCTION public.is_good(public.mood);
ALTER TYPE public.mood RENAME TO mood__old;
CREATE TYPE public.mood AS ENUM ('sad', 'ok');
-- data-loss, table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN mood TYPE public.mood USING mood::text::public.mood;
-- data-loss, table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN moods TYPE public.mood[] USING moods::text[]::public.mood[];
DROP TYPE public.mood__old;
CREATE OR REPLACE FUNCTION public.is_good(public.mood)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$select $1 <> 'sad'$function$;
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.t ADD COLUMN good boolean GENERATED ALWAYS AS (public.is_good(mood)) STORED;
ALTER TABLE public.t ALTER COLUMN mood SET DEFAULT 'ok'::public.mood;
CREATE VIEW public.v AS
 SELECT t.id,
    t.mood
   FROM public.t
  WHERE (t.mood = 'ok'::public.mood);
CREATE INDEX t_mood ON public.t USING btree (mood) WHERE (mood <> 'sad'::public.mood);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ADD CONSTRAINT t_mood_check CHECK ((mood <> 'sad'::public.mood));
CREATE MATERIALIZED VIEW public.m AS
 SELECT t.mood,
    count(*) AS count
   FROM public.t
  GROUP BY t.mood;
-- might-fail-on-data
CREATE UNIQUE INDEX m_mood ON public.m USING btree (mood);
COMMENT ON COLUMN public.v.mood IS 'ok';
COMMENT ON TYPE public.mood IS 'how one feels';
COMMENT ON VIEW public.v IS 'those who are ok';
GRANT USAGE ON TYPE public.mood TO golden_reader;
GRANT SELECT ON TABLE public.v TO golden_reader;
