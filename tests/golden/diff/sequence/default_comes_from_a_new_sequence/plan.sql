CREATE SEQUENCE public.t_id_seq AS integer;
ALTER TABLE public.t ALTER COLUMN id SET DEFAULT nextval('public.t_id_seq'::regclass);
ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id;
SELECT pg_catalog.setval('public.t_id_seq', max(id)) FROM public.t HAVING max(id) >= 1;
