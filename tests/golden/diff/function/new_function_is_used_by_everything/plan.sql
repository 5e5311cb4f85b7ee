SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.early()
 RETURNS integer
 LANGUAGE sql
AS $function$select count(*) from later_table$function$;
CREATE OR REPLACE FUNCTION public.f(a integer)
 RETURNS integer
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$begin return a; end$function$;
CREATE DOMAIN public.d AS integer CONSTRAINT d_check CHECK ((public.f(VALUE) > 0));
CREATE TABLE public.later_table (
    id integer
);
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.t ADD COLUMN d public.d;
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.t ADD COLUMN g integer GENERATED ALWAYS AS (public.f(id)) STORED;
CREATE OR REPLACE FUNCTION public.user_of()
 RETURNS SETOF public.t
 LANGUAGE sql
BEGIN ATOMIC
 SELECT t.id,
     t.v,
     t.d,
     t.g
    FROM public.t;
END;
ALTER TABLE public.t ALTER COLUMN id SET DEFAULT public.f(1);
CREATE VIEW public.v AS
 SELECT public.f(t.id) AS f
   FROM public.t;
CREATE INDEX t_v ON public.t USING btree (public.f(v));
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ADD CONSTRAINT t_v_check CHECK ((public.f(v) > 0));
CREATE MATERIALIZED VIEW public.m AS
 SELECT public.f(t.id) AS f
   FROM public.t;
