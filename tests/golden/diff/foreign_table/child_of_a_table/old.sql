do $$ begin create role golden_owner; exception when duplicate_object then null; end $$;
do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
CREATE FOREIGN DATA WRAPPER far;
CREATE SERVER remote FOREIGN DATA WRAPPER far;
CREATE TABLE public.base (id integer NOT NULL, CONSTRAINT low CHECK (id < 9));
INSERT INTO public.base VALUES (1);
