DROP INDEX public.by_pair;
DROP OPERATOR CLASS public.pair_ops USING btree;
DROP OPERATOR FAMILY public.pair_ops USING btree;
