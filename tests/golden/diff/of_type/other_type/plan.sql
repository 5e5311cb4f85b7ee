ALTER TABLE public.points NOT OF;
ALTER TABLE public.points OF public.triple;
