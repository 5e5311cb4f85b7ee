CREATE TABLE public.b (
    id integer NOT NULL,
    a integer,
    CONSTRAINT b_pkey PRIMARY KEY (id)
);
CREATE TABLE public.c (
    id integer NOT NULL,
    b integer,
    c integer,
    CONSTRAINT c_pkey PRIMARY KEY (id)
);
ALTER TABLE public.a ADD COLUMN c integer;
-- might-fail-on-data
ALTER TABLE public.a ADD CONSTRAINT a_b_fkey FOREIGN KEY (b) REFERENCES public.b(id);
-- might-fail-on-data
ALTER TABLE public.a ADD CONSTRAINT a_c_fkey FOREIGN KEY (c) REFERENCES public.c(id);
-- might-fail-on-data
ALTER TABLE public.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES public.a(id);
-- might-fail-on-data
ALTER TABLE public.c ADD CONSTRAINT c_b_fkey FOREIGN KEY (b) REFERENCES public.b(id);
-- might-fail-on-data
ALTER TABLE public.c ADD CONSTRAINT c_c_fkey FOREIGN KEY (c) REFERENCES public.c(id);
