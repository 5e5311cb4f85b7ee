DROP VIEW public.ones;
DROP OPERATOR public.~~~ (text, text);
CREATE OPERATOR public.~~~ (
    function = public.other,
    leftarg = text,
    rightarg = text
);
CREATE VIEW public.ones AS
 SELECT words.word
   FROM public.words
  WHERE (words.word OPERATOR(public.~~~) 'one'::text);
