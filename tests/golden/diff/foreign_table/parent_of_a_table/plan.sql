CREATE TABLE public.child (
    name text
) INHERITS (public.base);
