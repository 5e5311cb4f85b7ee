DROP VIEW public.v;
-- data-loss
DROP TABLE public.below;
CREATE VIEW public.below AS
 SELECT t.id
   FROM public.t;
CREATE VIEW public.v WITH (security_barrier=true) AS
 SELECT below.id
   FROM public.below;
