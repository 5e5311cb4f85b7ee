CREATE FOREIGN TABLE public.child (
    name text
) INHERITS (public.base) SERVER remote;
