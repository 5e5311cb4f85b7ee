ALTER TABLE public.points OF public.point3;
