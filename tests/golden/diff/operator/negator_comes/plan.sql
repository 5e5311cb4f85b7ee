CREATE OPERATOR public.!== (
    function = public.other,
    leftarg = text,
    rightarg = text,
    negator = OPERATOR(public.===)
);
