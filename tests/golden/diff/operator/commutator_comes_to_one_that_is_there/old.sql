CREATE TABLE public.words (word text NOT NULL);
INSERT INTO public.words VALUES ('one'), ('two');
CREATE FUNCTION public.same(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select $1 = $2';
CREATE FUNCTION public.other(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select $1 <> $2';
CREATE OPERATOR public.=== (FUNCTION = public.same, LEFTARG = text, RIGHTARG = text);
