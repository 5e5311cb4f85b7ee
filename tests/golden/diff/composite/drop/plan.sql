-- data-loss
ALTER TABLE public.t DROP COLUMN p;
DROP TYPE public.line;
DROP TYPE public.point3;
