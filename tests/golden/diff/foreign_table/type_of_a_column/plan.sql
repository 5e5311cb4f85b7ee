ALTER TYPE public.mood RENAME TO mood__old;
CREATE TYPE public.mood AS ENUM ('b');
ALTER TABLE public.t ALTER COLUMN m TYPE public.mood;
DROP TYPE public.mood__old;
ALTER DOMAIN public.small RENAME TO small__old;
CREATE DOMAIN public.small AS bigint;
ALTER TABLE public.t ALTER COLUMN s TYPE public.small;
DROP DOMAIN public.small__old;
