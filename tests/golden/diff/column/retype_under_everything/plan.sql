SET check_function_bodies = off;
DROP POLICY mine ON public.t;
DROP RULE no_delete ON public.t;
DROP TRIGGER of_column ON public.t;
DROP TRIGGER when_changed ON public.t;
DROP VIEW public.x;
DROP MATERIALIZED VIEW public.m;
DROP VIEW public.w;
ALTER TABLE public.t ALTER COLUMN a DROP DEFAULT;
DROP FUNCTION public.atomic();
DROP FUNCTION public.from_view();
DROP VIEW public.v;
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.t ALTER COLUMN a TYPE bigint USING a::bigint;
CREATE OR REPLACE FUNCTION public.atomic()
 RETURNS bigint
 LANGUAGE sql
BEGIN ATOMIC
 SELECT sum(t.a) AS sum
    FROM public.t;
END;
ALTER TABLE public.t ALTER COLUMN a SET DEFAULT 1;
CREATE VIEW public.v WITH (security_barrier=true) AS
 SELECT t.id,
    t.a
   FROM public.t;
CREATE OR REPLACE FUNCTION public.from_view()
 RETURNS SETOF public.v
 LANGUAGE sql
AS $function$select * from v$function$;
ALTER TABLE public.v ALTER COLUMN a SET DEFAULT 5;
CREATE VIEW public.w AS
 SELECT v.a
   FROM public.v
  WHERE (v.a > 2);
CREATE MATERIALIZED VIEW public.m AS
 SELECT w.a,
    count(*) AS count
   FROM public.w
  GROUP BY w.a;
CREATE VIEW public.x AS
 SELECT m.a,
    m.count
   FROM public.m;
-- might-fail-on-data
CREATE UNIQUE INDEX m_a ON public.m USING btree (a);
CREATE TRIGGER of_column BEFORE UPDATE OF a ON public.t FOR EACH ROW EXECUTE FUNCTION public.note();
ALTER TABLE public.t DISABLE TRIGGER of_column;
CREATE TRIGGER when_changed BEFORE UPDATE ON public.t FOR EACH ROW WHEN ((old.a IS DISTINCT FROM new.a)) EXECUTE FUNCTION public.note();
CREATE TRIGGER on_view INSTEAD OF INSERT ON public.v FOR EACH ROW EXECUTE FUNCTION public.note();
CREATE RULE no_delete AS
    ON DELETE TO public.t
   WHERE (old.a = 1) DO INSTEAD NOTHING;
CREATE POLICY mine ON public.t FOR ALL TO public
    USING ((a > 0));
COMMENT ON COLUMN public.w.a IS 'a column';
COMMENT ON FUNCTION public.atomic() IS 'a sum';
COMMENT ON INDEX public.m_a IS 'an index';
COMMENT ON MATERIALIZED VIEW public.m IS 'kept';
COMMENT ON POLICY mine ON public.t IS 'a policy';
COMMENT ON RULE no_delete ON public.t IS 'a rule';
COMMENT ON TRIGGER of_column ON public.t IS 'a trigger';
COMMENT ON TRIGGER on_view ON public.v IS 'of a view';
COMMENT ON VIEW public.v IS 'a view';
GRANT SELECT (a) ON TABLE public.w TO golden_reader WITH GRANT OPTION;
GRANT SELECT ON TABLE public.m TO PUBLIC;
GRANT SELECT ON TABLE public.v TO golden_reader;
