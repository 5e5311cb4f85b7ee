ALTER TABLE public.t ALTER COLUMN a SET DEFAULT 'it''s'::text;
ALTER TABLE public.t ALTER COLUMN b SET DEFAULT now();
ALTER TABLE public.t ALTER COLUMN id SET DEFAULT nextval('public.s'::regclass);
ALTER TABLE public.v ALTER COLUMN id SET DEFAULT 3;
