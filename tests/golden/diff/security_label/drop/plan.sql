-- warning: state of subscription u (its slot, whether it is enabled) is not compared
SECURITY LABEL FOR migrate_test ON AGGREGATE public.total(integer) IS NULL;
SECURITY LABEL FOR migrate_test ON COLUMN public.t.a IS NULL;
SECURITY LABEL FOR migrate_test ON COLUMN public.t.b IS NULL;
SECURITY LABEL FOR migrate_test ON COLUMN public.v.a IS NULL;
SECURITY LABEL FOR migrate_test ON COLUMN public.c.x IS NULL;
SECURITY LABEL FOR migrate_test ON TYPE public.c IS NULL;
SECURITY LABEL FOR migrate_test ON DOMAIN public.d IS NULL;
SECURITY LABEL FOR migrate_test ON EVENT TRIGGER e IS NULL;
SECURITY LABEL FOR migrate_test ON FUNCTION public.f(integer) IS NULL;
SECURITY LABEL FOR migrate_test ON MATERIALIZED VIEW public.m IS NULL;
SECURITY LABEL FOR migrate_test ON PROCEDURE public.p(IN integer) IS NULL;
SECURITY LABEL FOR migrate_test ON PUBLICATION p IS NULL;
SECURITY LABEL FOR migrate_test ON SCHEMA s IS NULL;
SECURITY LABEL FOR migrate_test ON SEQUENCE public.q IS NULL;
SECURITY LABEL FOR migrate_test ON SUBSCRIPTION u IS NULL;
SECURITY LABEL FOR migrate_test ON TABLE public.t IS NULL;
SECURITY LABEL FOR migrate_test ON VIEW public.v IS NULL;
