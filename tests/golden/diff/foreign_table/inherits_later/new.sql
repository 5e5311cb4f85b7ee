do $$ begin create role golden_owner; exception when duplicate_object then null; end $$;
do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
CREATE FOREIGN DATA WRAPPER far;
CREATE SERVER remote FOREIGN DATA WRAPPER far;
CREATE TABLE public.base (id integer NOT NULL, more text, CONSTRAINT low CHECK (id < 9));
INSERT INTO public.base VALUES (1);
CREATE FOREIGN TABLE public.child (id integer NOT NULL, name text, CONSTRAINT low CHECK (id < 9)) SERVER remote;
ALTER FOREIGN TABLE public.child ADD COLUMN more text;
ALTER FOREIGN TABLE public.child INHERIT public.base;
