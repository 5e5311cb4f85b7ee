-- data-loss
DROP TABLE public.child;
