CREATE OPERATOR FAMILY public.pair_ops USING btree;
CREATE OPERATOR CLASS public.pair_ops DEFAULT FOR TYPE public.pair USING btree FAMILY public.pair_ops AS
    OPERATOR 1 public.<# (public.pair, public.pair),
    OPERATOR 2 public.<=# (public.pair, public.pair),
    OPERATOR 3 public.=# (public.pair, public.pair),
    OPERATOR 4 public.>=# (public.pair, public.pair),
    OPERATOR 5 public.># (public.pair, public.pair),
    FUNCTION 1 (public.pair, public.pair) public.pair_cmp(public.pair,public.pair);
CREATE TABLE public.pairs (
    p public.pair NOT NULL,
    CONSTRAINT pairs_key PRIMARY KEY (p)
);
CREATE VIEW public.sorted AS
 SELECT pairs.p
   FROM public.pairs
  ORDER BY pairs.p;
