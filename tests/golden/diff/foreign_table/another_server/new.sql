do $$ begin create role golden_owner; exception when duplicate_object then null; end $$;
do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
CREATE FOREIGN DATA WRAPPER far;
CREATE SERVER remote FOREIGN DATA WRAPPER far;
CREATE SERVER second FOREIGN DATA WRAPPER far;
CREATE FOREIGN TABLE public.t (id integer) SERVER second;
CREATE VIEW public.v AS SELECT id FROM public.t;
