-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN a TYPE text;
ALTER TABLE public.t ALTER COLUMN a SET STORAGE EXTERNAL;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN b TYPE text;
ALTER TABLE public.t ALTER COLUMN b SET COMPRESSION pglz;
