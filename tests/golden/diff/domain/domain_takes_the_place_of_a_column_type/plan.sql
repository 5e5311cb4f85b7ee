ALTER TABLE public.t DROP CONSTRAINT t_a_check;
DROP VIEW public.v;
CREATE DOMAIN public.word AS text CONSTRAINT word_check CHECK ((VALUE <> ''::text));
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN a TYPE public.word;
-- table-rewrite, access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ALTER COLUMN b TYPE public.word[];
CREATE VIEW public.v AS
 SELECT t.a
   FROM public.t;
