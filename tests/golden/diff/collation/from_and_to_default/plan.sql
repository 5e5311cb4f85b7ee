DROP VIEW public.bodies;
-- access-exclusive-lock
ALTER TABLE public.notes ALTER COLUMN body TYPE text;
CREATE VIEW public.bodies AS
 SELECT notes.body
   FROM public.notes
  WHERE (notes.body > 'a'::text);
