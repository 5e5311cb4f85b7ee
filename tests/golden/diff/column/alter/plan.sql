-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN a SET NOT NULL;
ALTER TABLE public.t ALTER COLUMN b DROP NOT NULL;
-- access-exclusive-lock
ALTER TABLE public.t ALTER COLUMN c TYPE text COLLATE pg_catalog."POSIX";
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN d SET NOT NULL;
ALTER TABLE public.t ALTER COLUMN e TYPE numeric(7,2);
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.t ALTER COLUMN id TYPE bigint USING id::bigint;
ALTER TABLE public.t ALTER COLUMN d ADD GENERATED ALWAYS AS IDENTITY;
SELECT pg_catalog.setval('public.t_d_seq', max(d)) FROM public.t HAVING max(d) >= 1;
