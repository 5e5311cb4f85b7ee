DROP INDEX public.t_e;
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.t ALTER COLUMN a TYPE bigint USING a::bigint;
CREATE INDEX t_e ON public.t USING btree (((a + 1)));
ALTER INDEX public.t_e ALTER COLUMN 1 SET STATISTICS 500;
