COMMENT ON OPERATOR FAMILY public."Pair ops" USING btree IS NULL;
ALTER OPERATOR FAMILY public."Pair ops" USING btree OWNER TO golden_ops;
