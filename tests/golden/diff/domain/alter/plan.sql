ALTER DOMAIN public.age DROP CONSTRAINT other;
ALTER DOMAIN public.age DROP CONSTRAINT positive;
ALTER DOMAIN public.age SET DEFAULT 8;
-- might-fail-on-data
ALTER DOMAIN public.age SET NOT NULL;
ALTER DOMAIN public.word DROP NOT NULL;
-- might-fail-on-data
ALTER DOMAIN public.age ADD CONSTRAINT more CHECK ((VALUE < 200));
-- might-fail-on-data
ALTER DOMAIN public.age ADD CONSTRAINT positive CHECK ((VALUE > 1));
