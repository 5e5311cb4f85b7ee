DROP VIEW public.v;
-- data-loss
DROP TABLE public.t;
CREATE TABLE public.t (
    id integer,
    a integer,
    b integer
) PARTITION BY RANGE (id);
CREATE VIEW public.v AS
 SELECT t.id
   FROM public.t;
GRANT UPDATE (a) ON TABLE public.t TO golden_reader;
GRANT UPDATE (b) ON TABLE public.t TO golden_reader;
GRANT SELECT ON TABLE public.t TO golden_reader;
GRANT SELECT ON TABLE public.v TO golden_reader;
