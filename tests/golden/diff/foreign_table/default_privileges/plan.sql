CREATE FOREIGN TABLE public.t (
    id integer
) SERVER remote;
GRANT SELECT ON TABLE public.t TO golden_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA public GRANT SELECT ON TABLES TO golden_reader;
