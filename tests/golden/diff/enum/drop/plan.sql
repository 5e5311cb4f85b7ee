ALTER TABLE public.t ALTER COLUMN mood DROP DEFAULT;
DROP TYPE public.unused;
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.t ALTER COLUMN mood TYPE text;
DROP TYPE public.mood;
ALTER TABLE public.t ALTER COLUMN mood SET DEFAULT 'ok'::text;
