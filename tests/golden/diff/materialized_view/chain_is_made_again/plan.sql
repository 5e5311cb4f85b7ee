DROP VIEW public.v;
DROP MATERIALIZED VIEW public.n;
DROP MATERIALIZED VIEW public.m;
CREATE MATERIALIZED VIEW public.m AS
 SELECT t.id,
    t.a
   FROM public.t
  WHERE (t.id > 0);
CREATE MATERIALIZED VIEW public.n AS
 SELECT m.a
   FROM public.m;
ALTER TABLE public.n ALTER COLUMN a SET STATISTICS 7;
CREATE VIEW public.v AS
 SELECT n.a
   FROM public.n;
-- might-fail-on-data
CREATE UNIQUE INDEX n_a ON public.n USING btree (a);
ALTER TABLE public.n CLUSTER ON n_a;
COMMENT ON COLUMN public.n.a IS 'still said';
COMMENT ON INDEX public.n_a IS 'still said';
