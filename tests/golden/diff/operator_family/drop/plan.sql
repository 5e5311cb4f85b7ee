DROP OPERATOR FAMILY public."Pair ops" USING btree;
