CREATE TABLE public.child (
    a integer NOT NULL,
    b integer
) INHERITS (public.base);
