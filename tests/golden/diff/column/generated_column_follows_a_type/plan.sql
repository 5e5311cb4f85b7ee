DROP INDEX public.t_b;
ALTER TABLE public.t DROP COLUMN b;
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.t ALTER COLUMN a TYPE bigint USING a::bigint;
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.t ADD COLUMN b integer GENERATED ALWAYS AS ((a * 2)) STORED;
CREATE INDEX t_b ON public.t USING btree (b);
COMMENT ON COLUMN public.t.b IS 'twice';
