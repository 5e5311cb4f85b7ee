ALTER TABLE public.a RESET (autovacuum_vacuum_threshold);
ALTER TABLE public.a SET (fillfactor=80, toast.autovacuum_enabled=false);
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.b SET LOGGED;
ALTER TABLE public.c RESET (fillfactor);
ALTER TABLE public.c ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.c FORCE ROW LEVEL SECURITY;
