CREATE FUNCTION public.day_of(integer) RETURNS date LANGUAGE sql IMMUTABLE AS $$select date '2000-01-01' + $1$$;
