CREATE TABLE public.child () INHERITS (public.base);
CREATE INDEX child_name ON public.child USING btree (name);
