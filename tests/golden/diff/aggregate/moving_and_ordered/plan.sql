SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.less(a bigint, b integer)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$ select a - b $function$;
CREATE OR REPLACE FUNCTION public.more(a bigint, b integer)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$ select coalesce(a, 0) + b $function$;
CREATE AGGREGATE public.middle(double precision ORDER BY anyelement) (
    SFUNC = ordered_set_transition,
    STYPE = internal,
    FINALFUNC = percentile_disc_final,
    FINALFUNC_EXTRA
);
CREATE AGGREGATE public.most(integer) (
    SFUNC = int4larger,
    STYPE = integer,
    SORTOP = OPERATOR(pg_catalog.>)
);
CREATE AGGREGATE public.rank_of(VARIADIC "any" ORDER BY VARIADIC "any") (
    SFUNC = ordered_set_transition_multi,
    STYPE = internal,
    FINALFUNC = rank_final,
    FINALFUNC_EXTRA,
    HYPOTHETICAL
);
CREATE AGGREGATE public.rows(*) (
    SFUNC = int8inc,
    STYPE = bigint,
    INITCOND = '0'
);
CREATE AGGREGATE public.total(integer) (
    SFUNC = public.more,
    STYPE = bigint,
    SSPACE = 8,
    MSFUNC = public.more,
    MINVFUNC = public.less,
    MSTYPE = bigint
);
COMMENT ON AGGREGATE public.middle(double precision ORDER BY anyelement) IS 'half';
COMMENT ON AGGREGATE public.rows(*) IS 'all';
REVOKE ALL ON FUNCTION public.middle(double precision, anyelement) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.rows() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.total(integer) FROM PUBLIC;
