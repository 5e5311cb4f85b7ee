CREATE CAST (integer AS public.mood) WITH FUNCTION public.mood_of(integer) AS ASSIGNMENT;
CREATE CAST (public.mood AS integer) WITH FUNCTION public.number_of(public.mood,integer,boolean);
CREATE CAST (text AS public.mood) WITH INOUT AS IMPLICIT;
CREATE VIEW public.numbers AS
 SELECT (days.mood)::integer AS number
   FROM public.days;
COMMENT ON CAST (text AS public.mood) IS 'by its label';
