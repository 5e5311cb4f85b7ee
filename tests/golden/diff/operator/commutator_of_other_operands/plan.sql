CREATE SCHEMA "My ops";
CREATE OPERATOR "My ops".- (
    function = public.minus,
    rightarg = text
);
CREATE OPERATOR "My ops".@@@ (
    function = public.at,
    leftarg = integer,
    rightarg = text,
    commutator = OPERATOR("My ops".@@@)
);
CREATE OPERATOR "My ops".@@@ (
    function = public.at,
    leftarg = text,
    rightarg = integer,
    commutator = OPERATOR("My ops".@@@)
);
