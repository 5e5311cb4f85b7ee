do $$ begin create role golden_owner; exception when duplicate_object then null; end $$;
do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
CREATE FOREIGN DATA WRAPPER far;
CREATE SERVER remote FOREIGN DATA WRAPPER far;
CREATE FOREIGN TABLE public.items (
    id integer OPTIONS (column_name 'ID') NOT NULL,
    name text OPTIONS (a 'b') COLLATE "C" DEFAULT 'none',
    twice integer GENERATED ALWAYS AS (id * 2) STORED,
    CONSTRAINT positive CHECK (id > 0)
) SERVER remote OPTIONS (schema_name 'app', table_name 'items');
COMMENT ON FOREIGN TABLE public.items IS 'theirs';
COMMENT ON COLUMN public.items.name IS 'named';
COMMENT ON CONSTRAINT positive ON public.items IS 'above';
GRANT SELECT ON public.items TO golden_reader;
GRANT UPDATE (name) ON public.items TO golden_reader;
CREATE FUNCTION public.look() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TRIGGER looked BEFORE INSERT ON public.items FOR EACH ROW EXECUTE FUNCTION public.look();
CREATE VIEW public.names AS SELECT name FROM public.items;
