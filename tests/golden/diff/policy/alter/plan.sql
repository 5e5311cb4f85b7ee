DROP POLICY command ON public.t;
DROP POLICY kind ON public.t;
DROP POLICY loses ON public.t;
ALTER POLICY body ON public.t TO public
    USING ((id > 2))
    WITH CHECK ((id > 3));
ALTER POLICY roles ON public.t TO public
    USING (true);
CREATE POLICY command ON public.t FOR UPDATE TO public
    USING (true);
CREATE POLICY kind ON public.t AS RESTRICTIVE FOR ALL TO public
    USING (true);
CREATE POLICY loses ON public.t FOR ALL TO public
    USING ((id > 0));
COMMENT ON POLICY command ON public.t IS 'still said';
