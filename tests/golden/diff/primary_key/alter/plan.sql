ALTER TABLE public.c DROP CONSTRAINT c_a_fkey;
DROP VIEW public.grouped;
ALTER TABLE public.a DROP CONSTRAINT key;
CREATE VIEW public.grouped AS
 SELECT a.id,
    a.v
   FROM public.a
  GROUP BY a.id, a.v;
ALTER INDEX public.b_pkey SET (fillfactor=80);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.a ADD CONSTRAINT key PRIMARY KEY (id, v);
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.a ADD CONSTRAINT a_id_key UNIQUE (id);
-- might-fail-on-data
ALTER TABLE public.c ADD CONSTRAINT c_a_fkey FOREIGN KEY (a) REFERENCES public.a(id);
