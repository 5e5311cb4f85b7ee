ALTER TABLE public.base ADD CONSTRAINT later CHECK ((id > 5)) NOT VALID;
CREATE TABLE public.child (
    extra text
) INHERITS (public.base);
