DROP VIEW public.v;
DROP MATERIALIZED VIEW public.m;
ALTER MATERIALIZED VIEW public.options RESET (fillfactor);
ALTER MATERIALIZED VIEW public.options SET (autovacuum_enabled=false);
CREATE MATERIALIZED VIEW public.m AS
 SELECT t.id,
    t.a,
    1 AS one
   FROM public.t;
CREATE VIEW public.v AS
 SELECT m.id
   FROM public.m;
CREATE INDEX m_a ON public.m USING btree (a, one);
-- might-fail-on-data
CREATE UNIQUE INDEX m_id ON public.m USING btree (id);
COMMENT ON INDEX public.m_a IS 'by a';
COMMENT ON MATERIALIZED VIEW public.m IS 'kept';
GRANT SELECT ON TABLE public.m TO golden_reader;
