ALTER TABLE public.t ALTER COLUMN a DROP DEFAULT;
ALTER TABLE public.t ALTER COLUMN e DROP DEFAULT;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN a TYPE integer USING a::integer;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN b TYPE public.mood USING b::public.mood;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN c TYPE date USING c::date;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN d TYPE jsonb USING d::jsonb;
-- data-loss, table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN e TYPE boolean USING e::boolean;
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.t ALTER COLUMN f TYPE text;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN g TYPE integer[] USING g::integer[];
ALTER TABLE public.t ALTER COLUMN a SET DEFAULT 1;
ALTER TABLE public.t ALTER COLUMN e SET DEFAULT true;
