COMMENT ON COLUMN public.t.id IS 'behind';
COMMENT ON CONSTRAINT t_key ON public.t IS 'behind';
COMMENT ON SCHEMA public IS 'behind';
COMMENT ON TABLE public.t IS 'behind';
