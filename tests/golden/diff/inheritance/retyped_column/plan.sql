DROP VIEW public.ids;
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.base ALTER COLUMN id TYPE bigint USING id::bigint;
CREATE VIEW public.ids AS
 SELECT child.id
   FROM public.child;
