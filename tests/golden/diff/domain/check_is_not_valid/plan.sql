-- might-fail-on-data
ALTER DOMAIN public.age ADD CONSTRAINT positive CHECK ((VALUE > 0)) NOT VALID;
