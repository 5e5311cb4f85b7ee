ALTER TYPE public.point3 ALTER ATTRIBUTE x TYPE bigint;
