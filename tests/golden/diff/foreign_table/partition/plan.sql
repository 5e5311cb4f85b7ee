CREATE FOREIGN TABLE public.logs_old (
    at date NOT NULL,
    line text DEFAULT 'x'::text
) SERVER remote OPTIONS (table_name 'logs');
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE ONLY public.logs ATTACH PARTITION public.logs_old FOR VALUES FROM ('2019-01-01') TO ('2020-01-01');
