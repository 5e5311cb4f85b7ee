-- data-loss
ALTER TABLE public.t DROP COLUMN b;
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.t ALTER COLUMN a TYPE bigint USING a::bigint;
ALTER TABLE public.t ADD COLUMN c integer;
