CREATE TABLE public.a (id integer);
INSERT INTO public.a VALUES (1);
CREATE TABLE public.b (id integer);
INSERT INTO public.b VALUES (1);
