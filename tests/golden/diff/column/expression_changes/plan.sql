SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.thrice(integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
RETURN ($1 * 3);
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.t ALTER COLUMN b SET EXPRESSION AS (public.thrice(a));
DROP FUNCTION public.twice(integer);
ALTER TABLE public.t ADD COLUMN d integer DEFAULT 5 NOT NULL;
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.t ALTER COLUMN c SET EXPRESSION AS ((a + d));
