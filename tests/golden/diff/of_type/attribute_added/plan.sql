ALTER TYPE public.point3 ADD ATTRIBUTE z bigint CASCADE;
ALTER TABLE public.points ALTER COLUMN z SET DEFAULT 2;
CREATE VIEW public.xs AS
 SELECT points.x,
    points.z
   FROM public.points;
