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

DO $$ BEGIN CREATE ROLE golden_ops; EXCEPTION WHEN duplicate_object THEN NULL; WHEN unique_violation THEN NULL; END $$;
GRANT CREATE ON SCHEMA public TO golden_ops;
CREATE OPERATOR FAMILY public."Pair ops" USING btree;
ALTER OPERATOR FAMILY public."Pair ops" USING btree OWNER TO golden_ops;
