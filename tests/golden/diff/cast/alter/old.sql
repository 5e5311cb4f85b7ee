CREATE TYPE public.mood AS ENUM ('sad', 'glad');
CREATE TABLE public.days (day date NOT NULL, mood public.mood NOT NULL);
INSERT INTO public.days VALUES ('2020-01-01', 'sad');
CREATE FUNCTION public.mood_of(integer) RETURNS public.mood LANGUAGE sql IMMUTABLE AS $$select case when $1 < 0 then 'sad' else 'glad' end::public.mood$$;
CREATE FUNCTION public.number_of(public.mood, integer, boolean) RETURNS integer LANGUAGE sql IMMUTABLE AS 'select 1';
CREATE CAST (integer AS public.mood) WITH FUNCTION public.mood_of(integer) AS ASSIGNMENT;
CREATE CAST (public.mood AS integer) WITH FUNCTION public.number_of(public.mood, integer, boolean);
CREATE CAST (text AS public.mood) WITH INOUT AS IMPLICIT;
COMMENT ON CAST (text AS public.mood) IS 'by its label';
