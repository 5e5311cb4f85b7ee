DROP MATERIALIZED VIEW public.kept;
DROP VIEW public.old_ages;
DROP VIEW public.ages;
ALTER TABLE public.people ALTER COLUMN age DROP DEFAULT;
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.people ALTER COLUMN age TYPE bigint USING age::bigint;
ALTER TABLE public.people ALTER COLUMN age SET DEFAULT 7;
CREATE VIEW public.ages AS
 SELECT people.id,
    people.age
   FROM public.people;
CREATE VIEW public.old_ages AS
 SELECT ages.id,
    ages.age
   FROM public.ages
  WHERE (ages.age > 60);
CREATE MATERIALIZED VIEW public.kept AS
 SELECT ages.age,
    count(*) AS count
   FROM public.ages
  GROUP BY ages.age;
-- might-fail-on-data
CREATE UNIQUE INDEX kept_age ON public.kept USING btree (age);
COMMENT ON VIEW public.ages IS 'how old';
