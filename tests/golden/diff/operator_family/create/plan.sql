CREATE OPERATOR FAMILY public."Pair ops" USING btree;
COMMENT ON OPERATOR FAMILY public."Pair ops" USING btree IS 'of pairs';
