do $$ begin create role golden_owner; exception when duplicate_object then null; end $$;
do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
CREATE FOREIGN DATA WRAPPER far;
CREATE SERVER remote FOREIGN DATA WRAPPER far;
CREATE FOREIGN TABLE public.items (
    id bigint OPTIONS (column_name 'Id', more 'x'),
    name text COLLATE "C",
    size numeric OPTIONS (c 'd') NOT NULL DEFAULT 1,
    CONSTRAINT positive CHECK (id > 1)
) SERVER remote OPTIONS (schema_name 'other', fetch_size '7');
ALTER FOREIGN TABLE public.items ALTER COLUMN id SET STATISTICS 7;
ALTER FOREIGN TABLE public.items ALTER COLUMN id SET (n_distinct = 5);
COMMENT ON COLUMN public.items.name IS 'called';
GRANT SELECT, INSERT ON public.items TO golden_reader;
CREATE FUNCTION public.look() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TRIGGER looked BEFORE UPDATE ON public.items FOR EACH ROW EXECUTE FUNCTION public.look();
ALTER FOREIGN TABLE public.items DISABLE TRIGGER looked;
CREATE VIEW public.names AS SELECT name FROM public.items;
