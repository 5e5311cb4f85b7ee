ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.a ALTER COLUMN id TYPE text;
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.b ALTER COLUMN a TYPE text;
-- might-fail-on-data
ALTER TABLE public.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES public.a(id) ON DELETE CASCADE;
