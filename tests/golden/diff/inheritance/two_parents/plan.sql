CREATE TABLE public.other (
    id integer NOT NULL,
    more text
);
CREATE TABLE public.child (
    name text DEFAULT 'x'::text
) INHERITS (public.other, public.base);
CREATE TABLE public.grandchild () INHERITS (public.child);
