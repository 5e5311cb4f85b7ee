ALTER DOMAIN public.a RENAME CONSTRAINT a_not_null TO there;
ALTER DOMAIN public.b RENAME CONSTRAINT there TO b_not_null;
-- might-fail-on-data
ALTER DOMAIN public.c ADD CONSTRAINT there NOT NULL;
ALTER DOMAIN public.d DROP NOT NULL;
CREATE DOMAIN public.f AS integer CONSTRAINT there NOT NULL;
COMMENT ON CONSTRAINT there ON DOMAIN public.f IS 'there';
