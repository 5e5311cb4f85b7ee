DROP DOMAIN public.unused;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN a TYPE integer USING a::integer;
DROP DOMAIN public.age;
