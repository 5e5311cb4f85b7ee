ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;
CREATE TABLE public.u (
    id integer
);
CREATE POLICY every ON public.t FOR ALL TO public;
CREATE POLICY inserted ON public.t FOR INSERT TO public
    WITH CHECK ((a = 'x'::text));
CREATE POLICY readers ON public.t AS RESTRICTIVE FOR SELECT TO golden_reader, postgres
    USING ((id > 0));
CREATE POLICY removed ON public.t FOR DELETE TO golden_reader
    USING ((id < 5));
CREATE POLICY updated ON public.t FOR UPDATE TO public
    USING (true)
    WITH CHECK ((EXISTS ( SELECT
   FROM public.u
  WHERE (u.id = t.id))));
COMMENT ON POLICY every ON public.t IS 'every';
