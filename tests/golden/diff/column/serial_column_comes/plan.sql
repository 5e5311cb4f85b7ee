CREATE SEQUENCE public.t_id_seq AS integer;
-- table-rewrite, access-exclusive-lock
ALTER TABLE public.t ADD COLUMN id integer DEFAULT nextval('public.t_id_seq'::regclass) NOT NULL;
-- access-exclusive-lock, might-fail-on-data
ALTER TABLE public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id);
ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id;
