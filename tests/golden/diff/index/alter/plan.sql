DROP INDEX public.more;
DROP INDEX public.options;
DROP INDEX public.renewed;
ALTER INDEX public.expr ALTER COLUMN 1 SET STATISTICS -1;
ALTER INDEX public.expr ALTER COLUMN 1 SET STATISTICS 300;
CREATE INDEX more ON public.t USING btree (b, id);
CREATE INDEX options ON public.t USING btree (a) WITH (fillfactor='90');
CREATE INDEX renewed ON public.t USING btree (id DESC);
