REVOKE SELECT (a) ON TABLE public.t FROM PUBLIC;
REVOKE ALL ON SEQUENCE public.q FROM golden_reader;
REVOKE ALL ON TABLE public.t FROM golden_reader;
-- data-loss
DROP TABLE public.gone;
GRANT EXECUTE ON FUNCTION public.f(integer) TO PUBLIC;
GRANT UPDATE ON TABLE public.t TO postgres;
