SET check_function_bodies = off;
CREATE TYPE public.n;
CREATE OR REPLACE FUNCTION public.n_in(cstring)
 RETURNS public.n
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$int4in$function$;
CREATE OR REPLACE FUNCTION public.n_out(public.n)
 RETURNS cstring
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$int4out$function$;
CREATE TYPE public.n (
    INPUT = public.n_in,
    OUTPUT = public.n_out,
    INTERNALLENGTH = 4,
    DEFAULT = '42',
    CATEGORY = 'N',
    DELIMITER = ';',
    ALIGNMENT = int4,
    STORAGE = plain,
    PASSEDBYVALUE
);
CREATE OR REPLACE FUNCTION public.twice(public.n)
 RETURNS integer
 LANGUAGE sql
AS $function$select 2$function$;
CREATE TABLE public.t (
    id integer NOT NULL,
    n public.n DEFAULT '7'::public.n NOT NULL,
    CONSTRAINT t_pkey PRIMARY KEY (id)
);
COMMENT ON TYPE public.n IS 'a number';
