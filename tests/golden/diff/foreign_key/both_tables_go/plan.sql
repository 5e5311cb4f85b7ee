ALTER TABLE public.a DROP CONSTRAINT a_b_fkey;
ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;
-- data-loss
DROP TABLE public.a;
-- data-loss
DROP TABLE public.b;
CREATE TABLE public.c (
    id integer
);
