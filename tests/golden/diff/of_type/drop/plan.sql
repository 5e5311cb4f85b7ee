-- data-loss
DROP TABLE public.points;
