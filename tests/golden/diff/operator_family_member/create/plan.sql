ALTER OPERATOR FAMILY public."Pair ops" USING btree ADD FUNCTION 1 (public.pair, public.pair) public.pair_cmp(public.pair,public.pair);
ALTER OPERATOR FAMILY public."Pair ops" USING btree ADD OPERATOR 1 public.<# (public.pair, public.pair);
