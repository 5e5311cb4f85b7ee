do $$ begin create role golden_owner; exception when duplicate_object then null; end $$;
do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
CREATE FOREIGN DATA WRAPPER far;
CREATE SERVER remote FOREIGN DATA WRAPPER far;
CREATE TABLE public.logs (at date NOT NULL, line text DEFAULT 'x') PARTITION BY RANGE (at);
CREATE FOREIGN TABLE public.logs_old PARTITION OF public.logs FOR VALUES FROM ('2019-01-01') TO ('2020-01-01') SERVER remote OPTIONS (table_name 'logs');
