CREATE TABLE public.child (
    extra text
) INHERITS (public.base);
ALTER TABLE public.base ADD CONSTRAINT later CHECK ((id > 5)) NOT VALID;
CREATE TABLE public.second () INHERITS (public.base);
ALTER TABLE public.child ADD CONSTRAINT own CHECK ((extra <> ''::text)) NOT VALID;
