SET check_function_bodies = off;
DROP VIEW a.glad;
ALTER TABLE public.people ALTER COLUMN mood DROP DEFAULT;
DROP FUNCTION a.one();
CREATE TYPE b.mood AS ENUM ('sad', 'glad');
CREATE DOMAIN b.age AS integer CONSTRAINT age_check CHECK ((VALUE > 0));
CREATE SEQUENCE b.ids;
CREATE OR REPLACE FUNCTION b.one()
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.people ALTER COLUMN age TYPE b.age USING age::b.age;
DROP DOMAIN a.age;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.people ALTER COLUMN mood TYPE b.mood USING mood::text::b.mood;
DROP TYPE a.mood;
ALTER TABLE public.people ALTER COLUMN id SET DEFAULT nextval('b.ids'::regclass);
-- data-loss
DROP SEQUENCE a.ids;
ALTER TABLE public.people ALTER COLUMN mood SET DEFAULT 'sad'::b.mood;
CREATE VIEW b.glad AS
 SELECT people.id
   FROM public.people
  WHERE (people.mood = 'glad'::b.mood);
