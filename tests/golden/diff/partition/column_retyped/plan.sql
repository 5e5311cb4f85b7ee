DROP VIEW public.seen;
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.events ALTER COLUMN id TYPE bigint USING id::bigint;
CREATE VIEW public.seen AS
 SELECT events_1.at,
    events_1.id
   FROM public.events_1;
