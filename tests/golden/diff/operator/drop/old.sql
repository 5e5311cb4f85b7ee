CREATE TABLE public.words (word text NOT NULL);
INSERT INTO public.words VALUES ('one'), ('two');
CREATE FUNCTION public.same(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select $1 = $2';
CREATE FUNCTION public.other(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select $1 <> $2';
CREATE OPERATOR public.=== (FUNCTION = public.same, LEFTARG = text, RIGHTARG = text, COMMUTATOR = OPERATOR(public.===), NEGATOR = OPERATOR(public.!==), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
CREATE OPERATOR public.!== (FUNCTION = public.other, LEFTARG = text, RIGHTARG = text, COMMUTATOR = OPERATOR(public.!==), NEGATOR = OPERATOR(public.===), RESTRICT = neqsel, JOIN = neqjoinsel);
CREATE VIEW public.ones AS SELECT word FROM public.words WHERE word OPERATOR(public.===) 'one';
COMMENT ON OPERATOR public.=== (text, text) IS 'the same';
