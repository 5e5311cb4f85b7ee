CREATE TABLE public.posts (body text NOT NULL);
INSERT INTO public.posts VALUES ('some words');
