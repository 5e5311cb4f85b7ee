CREATE TABLE public.spots (at point NOT NULL);
INSERT INTO public.spots VALUES ('(1,2)');
