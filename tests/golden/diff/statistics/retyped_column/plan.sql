-- table-rewrite, access-exclusive-lock
ALTER TABLE public.notes ALTER COLUMN id TYPE bigint USING id::bigint;
