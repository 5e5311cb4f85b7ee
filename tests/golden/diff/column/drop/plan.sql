DROP INDEX public.t_a;
DROP VIEW public.v;
-- data-loss
ALTER TABLE public.t DROP COLUMN a;
-- data-loss
ALTER TABLE public.t DROP COLUMN b;
ALTER TABLE public.t DROP COLUMN c;
CREATE VIEW public.v AS
 SELECT t.id
   FROM public.t;
