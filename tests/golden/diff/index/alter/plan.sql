DROP INDEX public.more;
DROP INDEX public.renewed;
ALTER INDEX public.expr ALTER COLUMN 1 SET STATISTICS -1;
ALTER INDEX public.expr ALTER COLUMN 1 SET STATISTICS 300;
ALTER INDEX public.options SET (fillfactor=90);
CREATE INDEX more ON public.t USING btree (b, id);
CREATE INDEX renewed ON public.t USING btree (id DESC);
