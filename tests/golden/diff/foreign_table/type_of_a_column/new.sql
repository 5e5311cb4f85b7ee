do $$ begin create role golden_owner; exception when duplicate_object then null; end $$;
do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
CREATE FOREIGN DATA WRAPPER far;
CREATE SERVER remote FOREIGN DATA WRAPPER far;
CREATE TYPE public.mood AS ENUM ('b');
CREATE DOMAIN public.small AS bigint;
CREATE FOREIGN TABLE public.t (m public.mood, s public.small) SERVER remote;
