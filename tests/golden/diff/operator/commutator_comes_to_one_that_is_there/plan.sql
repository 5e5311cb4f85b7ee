DROP OPERATOR public.=== (text, text);
CREATE OPERATOR public.=== (
    function = public.same,
    leftarg = text,
    rightarg = text,
    commutator = OPERATOR(public.===)
);
