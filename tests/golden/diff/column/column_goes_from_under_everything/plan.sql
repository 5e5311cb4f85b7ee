DROP TRIGGER g ON public.t;
ALTER TABLE public.w DROP CONSTRAINT w_a_fkey;
ALTER TABLE public.t DROP CONSTRAINT c;
DROP INDEX public.t_a;
DROP INDEX public.t_p;
ALTER TABLE public.t DROP CONSTRAINT u;
DROP VIEW public.v;
CREATE VIEW public.v AS
 SELECT t.id
   FROM public.t;
CREATE INDEX t_p ON public.t USING btree (b);
CREATE TRIGGER g BEFORE UPDATE OF b ON public.t FOR EACH ROW EXECUTE FUNCTION public.note();
ALTER POLICY p ON public.t TO public
    USING ((b > 0));
-- data-loss
ALTER TABLE public.t DROP COLUMN a;
