SET check_function_bodies = off;
CREATE TYPE public.mood AS ENUM ('x');
CREATE DOMAIN public.d AS integer;
CREATE TYPE public.c AS (
    a integer
);
CREATE SEQUENCE public.s;
CREATE SEQUENCE public.u_id_seq AS integer;
CREATE OR REPLACE FUNCTION public.f(integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;
CREATE OR REPLACE PROCEDURE public.p()
 LANGUAGE sql
AS $procedure$select$procedure$;
CREATE TABLE public.u (
    id integer DEFAULT nextval('public.u_id_seq'::regclass) NOT NULL,
    i integer GENERATED ALWAYS AS IDENTITY
);
CREATE VIEW public.v AS
 SELECT u.id
   FROM public.u;
ALTER SEQUENCE public.u_id_seq OWNED BY public.u.id;
CREATE MATERIALIZED VIEW public.m AS
 SELECT u.id
   FROM public.u;
ALTER TYPE public.c OWNER TO golden_owner;
ALTER DOMAIN public.d OWNER TO golden_owner;
ALTER TYPE public.mood OWNER TO golden_owner;
ALTER FUNCTION public.f(integer) OWNER TO golden_owner;
ALTER MATERIALIZED VIEW public.m OWNER TO golden_owner;
ALTER PROCEDURE public.p() OWNER TO golden_owner;
ALTER SEQUENCE public.s OWNER TO golden_owner;
ALTER TABLE public.u OWNER TO golden_owner;
ALTER VIEW public.v OWNER TO golden_owner;
