DROP VIEW public.ys;
-- data-loss, table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TYPE public.point3 DROP ATTRIBUTE label CASCADE, ALTER ATTRIBUTE y TYPE bigint CASCADE;
CREATE VIEW public.ys AS
 SELECT points.y
   FROM public.points;
