-- might-fail-on-data
ALTER DOMAIN public.age VALIDATE CONSTRAINT positive;
