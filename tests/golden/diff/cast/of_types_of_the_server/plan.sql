CREATE CAST (integer AS date) WITH FUNCTION public.day_of(integer);
CREATE CAST (jsonb AS date) WITH INOUT;
