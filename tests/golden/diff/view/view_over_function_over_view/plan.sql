SET check_function_bodies = off;
DROP FUNCTION public.count_of(public.outer_view);
DROP VIEW public.outer_view;
DROP FUNCTION public.rows_of();
DROP VIEW public.inner_view;
CREATE VIEW public.inner_view AS
 SELECT t.a,
    t.id
   FROM public.t;
CREATE OR REPLACE FUNCTION public.rows_of()
 RETURNS SETOF public.inner_view
 LANGUAGE sql
BEGIN ATOMIC
 SELECT inner_view.a,
     inner_view.id
    FROM public.inner_view;
END;
CREATE VIEW public.outer_view AS
 SELECT rows_of.a,
    rows_of.id
   FROM public.rows_of() rows_of(a, id);
CREATE OR REPLACE FUNCTION public.count_of(public.outer_view)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;
COMMENT ON FUNCTION public.rows_of() IS 'all';
