ALTER TABLE public.t ALTER COLUMN mood DROP DEFAULT;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN mood TYPE public.state USING mood::text::public.state;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN moods TYPE public.state[] USING moods::text[]::public.state[];
ALTER TABLE public.t ALTER COLUMN mood SET DEFAULT 'ok'::public.state;
