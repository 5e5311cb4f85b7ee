ALTER FUNCTION public.f() OWNER TO golden_other;
ALTER TABLE public.t OWNER TO golden_other;
ALTER VIEW public.v OWNER TO CURRENT_USER;
GRANT INSERT ON TABLE public.t TO golden_reader;
