SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.pair_cmp_int(public.pair, integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$select ($1).a - $2$function$;
CREATE OR REPLACE FUNCTION public.pair_lt_int(public.pair, integer)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$select ($1).a < $2$function$;
CREATE OPERATOR public.<# (
    function = public.pair_lt_int,
    leftarg = public.pair,
    rightarg = integer
);
ALTER OPERATOR FAMILY public.pair_ops USING btree ADD FUNCTION 1 (public.pair, integer) public.pair_cmp_int(public.pair,integer);
ALTER OPERATOR FAMILY public.pair_ops USING btree ADD OPERATOR 1 public.<# (public.pair, integer);
