CREATE INDEX brinned ON public.t USING brin (b int4_minmax_multi_ops (values_per_range='16')) WITH (pages_per_range='16');
CREATE INDEX expr ON public.t USING btree (lower(a), ((b + 1))) WHERE (b > 5);
ALTER INDEX public.expr ALTER COLUMN 1 SET STATISTICS 500;
CREATE INDEX hashed ON public.t USING hash (a);
-- might-fail-on-data
CREATE UNIQUE INDEX no_nulls ON public.t USING btree (b) NULLS NOT DISTINCT;
CREATE INDEX patterns ON public.t USING btree (a COLLATE "C" text_pattern_ops DESC NULLS LAST) INCLUDE (b) WITH (fillfactor='70', deduplicate_items=off);
-- might-fail-on-data
CREATE UNIQUE INDEX plain ON public.t USING btree (id);
CREATE INDEX ranges ON public.t USING gist (r, b);
COMMENT ON INDEX public.expr IS 'lower';
