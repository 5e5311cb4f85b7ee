CREATE MATERIALIZED VIEW public.m WITH (fillfactor=70) AS
 SELECT t.id,
    t.a
   FROM public.t;
CREATE VIEW public.v AS
 SELECT m.id
   FROM public.m;
-- might-fail-on-data
CREATE UNIQUE INDEX m_id ON public.m USING btree (id);
CREATE STATISTICS public.m_s (dependencies) ON id, a FROM public.m;
COMMENT ON COLUMN public.m.a IS 'a word';
COMMENT ON MATERIALIZED VIEW public.m IS 'kept';
