ALTER SEQUENCE public.a INCREMENT BY 10 CACHE 7;
-- might-fail-on-data
ALTER SEQUENCE public.b AS bigint MINVALUE 1 MAXVALUE 9223372036854775807;
-- might-fail-on-data
ALTER SEQUENCE public.c INCREMENT BY -1 MINVALUE -5 MAXVALUE -1 START WITH -1 NO CYCLE RESTART WITH -1;
ALTER SEQUENCE public.d SET UNLOGGED;
SELECT pg_catalog.setval('public.e', 100, false) FROM public.e WHERE last_value < 100;
-- might-fail-on-data
ALTER SEQUENCE public.e MINVALUE 100 START WITH 100;
