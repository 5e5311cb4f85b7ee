DROP FOREIGN TABLE public.t;
CREATE TABLE public.t (
    id integer
);
