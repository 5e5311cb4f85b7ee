do $$ begin create role golden_owner; exception when duplicate_object then null; end $$;
do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
CREATE FOREIGN DATA WRAPPER far;
CREATE SERVER remote FOREIGN DATA WRAPPER far;
CREATE TABLE public.logs (at date NOT NULL, line text DEFAULT 'x') PARTITION BY RANGE (at);
CREATE FOREIGN TABLE public.logs_old (at date NOT NULL, line text DEFAULT 'x') SERVER remote;
