CREATE TABLE public.a (id integer);
INSERT INTO public.a VALUES (1);
CREATE TABLE public.b (id integer);
INSERT INTO public.b VALUES (1);
CREATE FUNCTION public.b_of(public.a) RETURNS public.b LANGUAGE sql AS 'select row($1.id)::public.b';
CREATE CAST (public.a AS public.b) WITH FUNCTION public.b_of(public.a);
