CREATE TYPE public.pair AS (a integer, b integer);
CREATE FUNCTION public.pair_cmp(public.pair, public.pair) RETURNS integer LANGUAGE sql IMMUTABLE AS 'select ($1).a - ($2).a';
CREATE FUNCTION public.pair_lt(public.pair, public.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select ($1).a < ($2).a';
CREATE FUNCTION public.pair_le(public.pair, public.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select ($1).a <= ($2).a';
CREATE FUNCTION public.pair_eq(public.pair, public.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select ($1).a = ($2).a';
CREATE FUNCTION public.pair_ge(public.pair, public.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select ($1).a >= ($2).a';
CREATE FUNCTION public.pair_gt(public.pair, public.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select ($1).a > ($2).a';
CREATE OPERATOR public.<# (FUNCTION = public.pair_lt, LEFTARG = public.pair, RIGHTARG = public.pair, COMMUTATOR = OPERATOR(public.>#), NEGATOR = OPERATOR(public.>=#));
CREATE OPERATOR public.<=# (FUNCTION = public.pair_le, LEFTARG = public.pair, RIGHTARG = public.pair);
CREATE OPERATOR public.=# (FUNCTION = public.pair_eq, LEFTARG = public.pair, RIGHTARG = public.pair);
CREATE OPERATOR public.>=# (FUNCTION = public.pair_ge, LEFTARG = public.pair, RIGHTARG = public.pair);
CREATE OPERATOR public.># (FUNCTION = public.pair_gt, LEFTARG = public.pair, RIGHTARG = public.pair);
CREATE TABLE public.pairs (p public.pair NOT NULL);
INSERT INTO public.pairs VALUES ('(1,2)'), ('(3,4)');
CREATE OPERATOR CLASS public.pair_ops FOR TYPE public.pair USING btree AS
    OPERATOR 1 public.<#, OPERATOR 2 public.<=#, OPERATOR 3 public.=#, OPERATOR 4 public.>=#, OPERATOR 5 public.>#,
    FUNCTION 1 public.pair_cmp(public.pair, public.pair);
CREATE INDEX by_pair ON public.pairs USING btree (p public.pair_ops);
COMMENT ON OPERATOR CLASS public.pair_ops USING btree IS 'by the first';
