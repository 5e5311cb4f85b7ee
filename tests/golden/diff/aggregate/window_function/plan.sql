SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.place()
 RETURNS bigint
 LANGUAGE internal
 WINDOW IMMUTABLE
AS $function$window_row_number$function$;
CREATE VIEW public.places AS
 SELECT notes.id,
    public.place() OVER (ORDER BY notes.id) AS place
   FROM public.notes;
