ALTER TABLE public.points NOT OF;
