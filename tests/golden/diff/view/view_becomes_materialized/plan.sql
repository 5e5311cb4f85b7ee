DROP VIEW public.w;
DROP VIEW public.v;
CREATE MATERIALIZED VIEW public.v AS
 SELECT t.id,
    t.a
   FROM public.t;
CREATE VIEW public.w AS
 SELECT v.id
   FROM public.v;
CREATE INDEX v_id ON public.v USING btree (id);
