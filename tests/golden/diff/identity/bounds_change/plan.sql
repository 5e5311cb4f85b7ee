-- table-rewrite, access-exclusive-lock
ALTER TABLE public.t ALTER COLUMN c TYPE bigint USING c::bigint;
SELECT pg_catalog.setval('public.t_a_seq', 100, false) FROM public.t_a_seq WHERE last_value < 100;
-- might-fail-on-data
ALTER TABLE public.t ALTER COLUMN a SET START WITH 100 SET MINVALUE 100;
-- might-fail-on-data
ALTER TABLE public.t ALTER COLUMN b SET START WITH 1 SET INCREMENT BY 1 SET MINVALUE 1 SET MAXVALUE 2147483647 RESTART WITH 1;
ALTER TABLE public.t ALTER COLUMN c SET MAXVALUE 9223372036854775807;
