ALTER TABLE public.t ALTER COLUMN a SET DEFAULT ('x'::text || 'y'::text);
ALTER TABLE public.t ALTER COLUMN id SET DEFAULT 2;
