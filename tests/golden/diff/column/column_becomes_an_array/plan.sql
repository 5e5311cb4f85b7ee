DROP INDEX public.t_a;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN a TYPE text[] USING a::text[];
ALTER TABLE public.t ALTER COLUMN b SET DEFAULT 4;
CREATE INDEX t_a ON public.t USING gin (a);
