ALTER TYPE public.point3 DROP ATTRIBUTE gone, ALTER ATTRIBUTE x TYPE bigint, ADD ATTRIBUTE z text;
COMMENT ON COLUMN public.point3.x IS 'to the left';
