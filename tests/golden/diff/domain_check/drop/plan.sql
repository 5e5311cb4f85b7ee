ALTER DOMAIN public.age DROP CONSTRAINT positive;
