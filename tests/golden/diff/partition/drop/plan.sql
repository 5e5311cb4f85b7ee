-- data-loss
DROP TABLE public.events_2;
