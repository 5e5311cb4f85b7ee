ALTER TYPE public.point3 ADD ATTRIBUTE z integer;
ALTER TABLE public.typed ADD COLUMN z integer;
