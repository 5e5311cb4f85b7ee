-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN a TYPE character varying(5);
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN b TYPE public.code;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN c TYPE character varying(5)[];
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN d TYPE bit(3) USING d::bit(3);
