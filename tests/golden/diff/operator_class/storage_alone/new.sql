CREATE TABLE public.spots (at point NOT NULL);
INSERT INTO public.spots VALUES ('(1,2)');
CREATE OPERATOR CLASS public.bare_ops FOR TYPE point USING gin AS STORAGE point;
