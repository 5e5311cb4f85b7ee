-- warning: state of subscription u (its slot, whether it is enabled) is not compared
SECURITY LABEL FOR migrate_test ON COLUMN public.t.a IS 'another of column t.a';
SECURITY LABEL FOR migrate_test ON COLUMN public.t.b IS 'another of column t.b';
SECURITY LABEL FOR migrate_test ON COLUMN public.v.a IS 'another of column v.a';
SECURITY LABEL FOR migrate_test ON DOMAIN public.d IS 'another of domain d';
SECURITY LABEL FOR migrate_test ON MATERIALIZED VIEW public.m IS 'another of materialized view m';
SECURITY LABEL FOR migrate_test ON SCHEMA s IS 'another of schema s';
SECURITY LABEL FOR migrate_test ON SEQUENCE public.q IS 'another of sequence q';
SECURITY LABEL FOR migrate_test ON TABLE public.t IS 'another of table t';
SECURITY LABEL FOR migrate_test ON VIEW public.v IS 'another of view v';
