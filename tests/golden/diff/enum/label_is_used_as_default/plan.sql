-- needs commits
-- not-transactional
ALTER TYPE public.mood ADD VALUE 'glad';
ALTER TABLE public.t ALTER COLUMN mood SET DEFAULT 'glad'::public.mood;
