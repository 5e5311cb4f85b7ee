-- data-loss
DROP TABLE public.t;
-- data-loss
DROP SEQUENCE public.s;
CREATE TABLE public.u (
    id integer
);
