SET check_function_bodies = off;
DROP POLICY p ON public.t;
DROP TRIGGER noted ON public.t;
ALTER TABLE public.t DROP CONSTRAINT t_v_check;
DROP INDEX public.t_v;
DROP VIEW public.v;
ALTER TABLE public.t ALTER COLUMN id DROP DEFAULT;
ALTER TABLE public.t DROP COLUMN g;
DROP FUNCTION public.user_of();
ALTER DOMAIN public.d DROP CONSTRAINT d_check;
DROP FUNCTION public.f(a integer);
CREATE OR REPLACE FUNCTION public.f(b integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$select $1$function$;
-- might-fail-on-data
ALTER DOMAIN public.d ADD CONSTRAINT d_check CHECK ((public.f(VALUE) > 0));
CREATE OR REPLACE FUNCTION public.user_of()
 RETURNS integer
 LANGUAGE sql
RETURN public.f(1);
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.t ADD COLUMN g integer GENERATED ALWAYS AS (public.f(v)) STORED;
ALTER TABLE public.t ALTER COLUMN id SET DEFAULT public.f(1);
CREATE VIEW public.v AS
 SELECT public.f(t.id) AS f
   FROM public.t;
CREATE INDEX t_v ON public.t USING btree (public.f(v));
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ADD CONSTRAINT t_v_check CHECK ((public.f(v) > 0));
CREATE TRIGGER noted BEFORE UPDATE ON public.t FOR EACH ROW WHEN ((public.f(new.id) > 0)) EXECUTE FUNCTION public.note();
CREATE POLICY p ON public.t FOR ALL TO public
    USING ((public.f(id) > 0));
COMMENT ON INDEX public.t_v IS 'still said';
