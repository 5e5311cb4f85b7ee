CREATE TABLE public.no_columns ();
CREATE UNLOGGED TABLE public.u (
    id integer NOT NULL,
    v text DEFAULT 'x'::text NOT NULL,
    t integer,
    CONSTRAINT u_pkey PRIMARY KEY (id),
    CONSTRAINT u_v_check CHECK ((v <> ''::text))
) WITH (fillfactor=70, autovacuum_enabled=false, toast.autovacuum_enabled=false);
ALTER TABLE public.u ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.u FORCE ROW LEVEL SECURITY;
COMMENT ON COLUMN public.u.v IS 'a word';
COMMENT ON TABLE public.u IS 'quick';
