ALTER TABLE public.t ALTER COLUMN a TYPE character varying(20);
ALTER TABLE public.t ALTER COLUMN b TYPE text;
ALTER TABLE public.t ALTER COLUMN c TYPE numeric(7,2);
ALTER TABLE public.t ALTER COLUMN d TYPE timestamp(6) without time zone;
-- access-exclusive-lock
ALTER TABLE public.t ALTER COLUMN e TYPE character varying(10) COLLATE pg_catalog."POSIX";
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN f TYPE character varying(20)[];
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.t ALTER COLUMN g TYPE bigint USING g::bigint;
