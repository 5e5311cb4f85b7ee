DROP VIEW public.seen;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.notes ALTER COLUMN body TYPE character varying(10);
CREATE VIEW public.seen AS
 SELECT notes.id,
    notes.body
   FROM public.notes;
CREATE RULE kept AS
    ON INSERT TO public.seen DO INSTEAD  INSERT INTO public.notes (id, body)
  VALUES (new.id, new.body);
COMMENT ON RULE kept ON public.seen IS 'passed on';
