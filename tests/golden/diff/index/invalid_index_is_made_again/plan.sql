DROP INDEX public.t_a;
-- might-fail-on-data
CREATE UNIQUE INDEX t_a ON public.t USING btree (a);
