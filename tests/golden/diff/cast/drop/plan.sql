DROP CAST (integer AS public.mood);
DROP CAST (public.mood AS integer);
DROP CAST (text AS public.mood);
