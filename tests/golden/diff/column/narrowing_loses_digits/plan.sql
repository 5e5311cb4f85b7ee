-- data-loss, table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN a TYPE integer USING a::integer;
-- data-loss, table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN b TYPE real USING b::real;
-- data-loss, table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN c TYPE date USING c::date;
-- data-loss, table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN d TYPE numeric(5,1) USING d::numeric(5,1);
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN e TYPE integer USING e::integer;
