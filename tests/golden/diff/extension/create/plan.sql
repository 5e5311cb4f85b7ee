CREATE SCHEMA ext;
CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA ext;
ALTER TABLE public.t ADD COLUMN name ext.citext;
COMMENT ON EXTENSION citext IS 'data type for case-insensitive character strings';
