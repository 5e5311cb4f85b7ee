SET check_function_bodies = off;
CREATE TYPE public.n;
CREATE OR REPLACE FUNCTION public.n_in(cstring, oid, integer)
 RETURNS public.n
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$varcharin$function$;
CREATE OR REPLACE FUNCTION public.n_modifiers_in(cstring[])
 RETURNS integer
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$varchartypmodin$function$;
CREATE OR REPLACE FUNCTION public.n_modifiers_out(integer)
 RETURNS cstring
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$varchartypmodout$function$;
CREATE OR REPLACE FUNCTION public.n_out(public.n)
 RETURNS cstring
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$varcharout$function$;
CREATE TYPE public.n (
    INPUT = public.n_in,
    OUTPUT = public.n_out,
    TYPMOD_IN = public.n_modifiers_in,
    TYPMOD_OUT = public.n_modifiers_out,
    INTERNALLENGTH = variable,
    ALIGNMENT = int4,
    STORAGE = plain
);
CREATE TABLE public.t (
    a public.n(7)
);
