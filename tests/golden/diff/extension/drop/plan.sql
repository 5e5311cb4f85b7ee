DROP INDEX public.t_name;
DROP EXTENSION pg_trgm;
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.t ALTER COLUMN name TYPE text;
DROP EXTENSION citext;
