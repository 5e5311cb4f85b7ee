ALTER TYPE public.mood RENAME TO mood__old;
CREATE TYPE public.mood AS ENUM ('sad', 'fine');
-- data-loss, table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN mood TYPE public.mood USING mood::text::public.mood;
DROP TYPE public.mood__old;
