-- warning: state of subscription u (its slot, whether it is enabled) is not compared
SECURITY LABEL FOR migrate_test ON AGGREGATE public.total(integer) IS 'it''s aggregate total(int)';
SECURITY LABEL FOR migrate_test ON COLUMN public.t.a IS 'it''s column t.a';
SECURITY LABEL FOR migrate_test ON COLUMN public.t.b IS 'it''s column t.b';
SECURITY LABEL FOR migrate_test ON COLUMN public.v.a IS 'it''s column v.a';
SECURITY LABEL FOR migrate_test ON COLUMN public.c.x IS 'it''s column c.x';
SECURITY LABEL FOR migrate_test ON TYPE public.c IS 'it''s type c';
SECURITY LABEL FOR migrate_test ON DOMAIN public.d IS 'it''s domain d';
SECURITY LABEL FOR migrate_test ON EVENT TRIGGER e IS 'it''s event trigger e';
SECURITY LABEL FOR migrate_test ON FUNCTION public.f(integer) IS 'it''s function f(int)';
SECURITY LABEL FOR migrate_test ON MATERIALIZED VIEW public.m IS 'it''s materialized view m';
SECURITY LABEL FOR migrate_test ON PROCEDURE public.p(IN integer) IS 'it''s procedure p(int)';
SECURITY LABEL FOR migrate_test ON PUBLICATION p IS 'it''s publication p';
SECURITY LABEL FOR migrate_test ON SCHEMA s IS 'it''s schema s';
SECURITY LABEL FOR migrate_test ON SEQUENCE public.q IS 'it''s sequence q';
SECURITY LABEL FOR migrate_test ON SUBSCRIPTION u IS 'it''s subscription u';
SECURITY LABEL FOR migrate_test ON TABLE public.t IS 'it''s table t';
SECURITY LABEL FOR migrate_test ON VIEW public.v IS 'it''s view v';
