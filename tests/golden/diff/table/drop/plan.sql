DROP VIEW public.v;
-- data-loss
DROP TABLE public.b;
-- data-loss
DROP TABLE public.a;
CREATE TABLE public.c (
    id integer
);
