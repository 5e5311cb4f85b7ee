DROP VIEW public.v;
DROP FOREIGN TABLE public.t;
CREATE SERVER second FOREIGN DATA WRAPPER far;
CREATE FOREIGN TABLE public.t (
    id integer
) SERVER second;
CREATE VIEW public.v AS
 SELECT t.id
   FROM public.t;
