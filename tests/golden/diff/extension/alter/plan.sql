ALTER EXTENSION citext SET SCHEMA ext;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN name TYPE ext.citext USING name::ext.citext;
