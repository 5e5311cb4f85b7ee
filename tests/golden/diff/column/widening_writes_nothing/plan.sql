-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN a TYPE character varying(20);
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN b TYPE text;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN c TYPE numeric(7,2) USING c::numeric(7,2);
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN d TYPE timestamp(6) without time zone USING d::timestamp(6) without time zone;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN e TYPE character varying(10) COLLATE pg_catalog."POSIX";
