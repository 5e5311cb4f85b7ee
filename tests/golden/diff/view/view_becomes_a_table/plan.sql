DROP VIEW public.v;
CREATE TABLE public.v (
    id integer,
    a text
);
