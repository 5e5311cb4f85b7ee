DROP INDEX public.notes_body;
DROP VIEW public.bodies;
ALTER COLLATION public.numeric_order RENAME TO numeric_order__old;
CREATE COLLATION public.numeric_order (provider = icu, locale = 'de-u-kn-true');
-- access-exclusive-lock
ALTER TABLE public.notes ALTER COLUMN body TYPE text COLLATE public.numeric_order;
-- access-exclusive-lock
ALTER TABLE public.notes ALTER COLUMN tags TYPE text[] COLLATE public.numeric_order;
DROP COLLATION public.numeric_order__old;
CREATE VIEW public.bodies AS
 SELECT notes.body
   FROM public.notes
  WHERE (notes.body > 'a'::text);
CREATE INDEX notes_body ON public.notes USING btree (body);
