-- not-transactional
ALTER TYPE public.mood ADD VALUE 'worst' BEFORE 'sad';
-- not-transactional
ALTER TYPE public.mood ADD VALUE 'so so' AFTER 'sad';
-- not-transactional
ALTER TYPE public.mood ADD VALUE 'glad';
-- not-transactional
ALTER TYPE public.mood ADD VALUE 'best';
