SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.look()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$begin return new; end$function$;
CREATE FOREIGN TABLE public.items (
    id integer OPTIONS (column_name 'ID') NOT NULL,
    name text OPTIONS (a 'b') COLLATE pg_catalog."C" DEFAULT 'none'::text,
    twice integer GENERATED ALWAYS AS ((id * 2)) STORED,
    CONSTRAINT positive CHECK ((id > 0))
) SERVER remote OPTIONS (schema_name 'app', table_name 'items');
CREATE VIEW public.names AS
 SELECT items.name
   FROM public.items;
CREATE TRIGGER looked BEFORE INSERT ON public.items FOR EACH ROW EXECUTE FUNCTION public.look();
COMMENT ON CONSTRAINT positive ON public.items IS 'above';
COMMENT ON COLUMN public.items.name IS 'named';
COMMENT ON FOREIGN TABLE public.items IS 'theirs';
GRANT UPDATE (name) ON TABLE public.items TO golden_reader;
GRANT SELECT ON TABLE public.items TO golden_reader;
