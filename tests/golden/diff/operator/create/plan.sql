CREATE OPERATOR public.!== (
    function = public.other,
    leftarg = text,
    rightarg = text,
    commutator = OPERATOR(public.!==),
    negator = OPERATOR(public.===),
    restrict = neqsel,
    join = neqjoinsel
);
CREATE OPERATOR public.=== (
    function = public.same,
    leftarg = text,
    rightarg = text,
    commutator = OPERATOR(public.===),
    negator = OPERATOR(public.!==),
    restrict = eqsel,
    join = eqjoinsel,
    hashes,
    merges
);
CREATE VIEW public.ones AS
 SELECT words.word
   FROM public.words
  WHERE (words.word OPERATOR(public.===) 'one'::text);
COMMENT ON OPERATOR public.=== (text, text) IS 'the same';
